import { listStaff } from '../../data/staff.ts'
import { addStaff, changeRole, removeStaff, type StaffChanged } from '../../flows/change-staff.ts'
import { memberOfActor } from '../../flows/write-audit.ts'
import type { Deps } from '../deps.ts'
import type { Me, Person } from './contract.ts'
import type { StaffPerson } from './contract-lists.ts'
import type { DeskAnswers } from './desk-route.ts'
import { flowDeps } from './flow-deps.ts'
import { type Outcome, refuse, unusable } from './refusal.ts'

/** Who works at the desk. */
export const peopleAnswers: DeskAnswers<'me' | 'listStaff' | 'addStaff' | 'changeRole' | 'removeStaff'> = {
  me: async ({ deps, person: { id, name: ownName, email, role, freshUntil } }) => {
    const { magazine, calendar, frame } = deps.generation()
    const { name, zone, accent, quotes } = magazine
    const { logo = null } = frame
    const limits = { quotedPercent: quotes.percent || null, quotedWordsPerMonth: quotes.wordsPerMonth || null }
    const today = calendar.dateAt(deps.now())
    const answer: Me = {
      person: { id, name: ownName, email, role },
      freshUntil: freshUntil?.toISOString() ?? null,
      magazine: { name, zone, accent, logo, language: frame.words.language, today, limits },
    }
    return { answer }
  },
  listStaff: async ({ deps }) => ({ answer: { staff: await staffOf(deps) } }),
  addStaff: async (request) => {
    const added = await addStaff(flowDeps(request), request.asked)
    switch (added.kind) {
      case 'added':
        return { answer: { staff: await staffOf(request.deps) } }
      case 'bad-address':
        return unusable('email', 'This isn’t an e-mail address we can write to.')
      case 'already':
        return unusable('email', 'Whoever has this address has a role already. Change it instead.')
    }
  },
  changeRole: async (request) => changed(await changeRole(flowDeps(request), { memberId: request.id, ...request.asked })),
  removeStaff: async (request) => changed(await removeStaff(flowDeps(request), { memberId: request.id })),
}

/** A member as the desk calls them; who has left has no name any more. */
export function personOf(names: ReadonlyMap<number, string>, id: number): Person {
  const name = names.get(id)
  return name === undefined ? { id: null, name: 'Somebody who has left' } : { id, name }
}

/** Whoever was written down, as the desk calls them. */
export function actorOf(names: ReadonlyMap<number, string>, who: string): Person {
  const id = memberOfActor(who)
  if (id !== null) return personOf(names, id)
  return { id: null, name: who === 'program' ? 'The program' : who === 'console' ? 'The console' : who }
}

async function staffOf({ database: { db } }: Deps): Promise<StaffPerson[]> {
  const staff = await listStaff(db)
  const names = new Map(staff.map(({ id, name, email }) => [id, name || email]))
  return staff.map(({ addedAt, addedBy, ...person }) => {
    const by = addedBy === null ? actorOf(names, 'console') : personOf(names, addedBy)
    return { ...person, addedAt: addedAt.toISOString(), addedBy: by }
  })
}

function changed(change: StaffChanged): Outcome<{ held: number }> {
  switch (change.kind) {
    case 'changed':
      return { answer: { held: change.held } }
    case 'unchanged':
      return { answer: { held: 0 } }
    case 'missing':
      return refuse('missing')
    case 'last-owner':
      return refuse('not-now', { message: 'A magazine has an owner. Make somebody else one first.' })
  }
}
