import { findMember, listNames } from '../../data/members.ts'
import { listNewsletters } from '../../data/newsletters.ts'
import { listAllPlans } from '../../data/plans.ts'
import { printPrice } from '../../domain/money.ts'
import { chooseForMember, exportMember, removePasskeyOf, signOutMember } from '../../flows/change-member.ts'
import { deleteAccount } from '../../flows/delete-account.ts'
import { importMembers } from '../../flows/import-members.ts'
import { type ShownMember, showMember, showMembers } from '../../flows/show-member.ts'
import { memberOfActor } from '../../flows/write-audit.ts'
import { passkeyMail } from '../../views/mail/passkey-mail.ts'
import { beginDeps } from '../reader/entering.ts'
import { doorMailFor, senderFor } from '../reader/sender.ts'
import type { DeskMember } from './contract-members.ts'
import { cursorOf, readCursor } from './cursor.ts'
import type { DeskAnswers } from './desk-route.ts'
import { flowDeps } from './flow-deps.ts'
import { actorOf } from './people.ts'
import { type Outcome, refuse, unreadableCursor, unusable } from './refusal.ts'

type Names =
  | 'listMembers'
  | 'memberChoices'
  | 'showMember'
  | 'signOutMember'
  | 'removePasskeyOf'
  | 'chooseForMember'
  | 'exportMember'
  | 'importMembers'
  | 'deleteMember'

const lastProof = 'It is the last proof they have besides their mailbox, and the desk needs one. Take their role away first.'
const hasRole = 'They have a role at the desk. Take it away first, under Staff.'
const noPlan = 'Some lines say until when somebody is comped. Choose the plan they are comped by.'
const otherAddress = 'This isn’t their address.'

/** Members. What they have by subscription is given and ended in `member-subscriptions.ts`. */
export const memberAnswers: DeskAnswers<Names> = {
  listMembers: async ({ deps, asked }) => {
    const { search = '', kind = null, newsletter = null, group = null, limit } = asked
    const after = readCursor(asked.cursor)
    if (after === 'unreadable') return unreadableCursor()
    const filter = { search: search.trim(), kind, newsletter, groupId: group, after: after?.key ?? null, limit: limit + 1 }
    const found = await showMembers({ db: deps.database.db, now: deps.now() }, filter)
    const last = found[limit - 1]
    const members = found.slice(0, limit).map(({ id, email, name, since, role, holds, seats }) => ({
      ...{ id, email, name, since: since.toISOString(), role, seats },
      holds: holds.map(({ plan, kind, status, until }) => ({ plan, kind, status, until: until?.toISOString() ?? null })),
    }))
    return { answer: { members, next: found.length > limit && last ? cursorOf(last.email, last.id) : null } }
  },
  memberChoices: async ({ deps: { database } }) => {
    const [plans, newsletters] = [await listAllPlans(database.db), await listNewsletters(database.db)]
    return {
      answer: {
        plans: plans.map(({ slug, name, price, currency, retiredAt }) => {
          return { slug, name, price: printPrice({ amount: price, currency }), isOffered: retiredAt === null }
        }),
        newsletters: newsletters.filter(({ retiredAt }) => retiredAt === null).map(({ slug, name }) => ({ slug, name })),
      },
    }
  },
  showMember: async ({ deps, id }) => {
    const { database, secrets, now } = deps
    const found = await showMember({ db: database.db, secrets, now: now() }, id)
    if (found === null) return refuse('missing')
    const actors = found.entitlements.flatMap(({ givenBy, endedBy }) => [givenBy, endedBy])
    const ids = actors.flatMap((who) => (who === null ? [] : (memberOfActor(who) ?? [])))
    return { answer: asShown(found, await listNames(database.db, ids)) }
  },
  signOutMember: async (request) => doneIf(await signOutMember(flowDeps(request), { memberId: request.id, ...request.asked })),
  removePasskeyOf: async (request) => {
    const { deps, id, asked } = request
    const mails = {
      writeMail: (what: 'added' | 'removed') => passkeyMail(senderFor(deps), what),
      writeDoorMail: doorMailFor(deps),
    }
    const flow = { ...flowDeps(request), secrets: deps.secrets, ...mails }
    const removed = await removePasskeyOf(flow, { memberId: id, ...asked })
    return removed === 'last' ? refuse('not-now', { message: lastProof }) : doneIf(removed === 'removed')
  },
  chooseForMember: async (request) => {
    const { newsletter: slug, wants } = request.asked
    return doneIf(await chooseForMember(flowDeps(request), { memberId: request.id, slug, wants }))
  },
  exportMember: async (request) => {
    const { ledger } = request.deps.database
    const all = await exportMember({ ...flowDeps(request), ledger }, { memberId: request.id })
    return all === null ? refuse('missing') : { answer: { file: `${JSON.stringify(all, null, 2)}\n` } }
  },
  importMembers: async (request) => {
    const { graceDays } = request.deps.generation().magazine
    const done = await importMembers({ ...flowDeps(request), graceDays }, request.asked)
    switch (done.kind) {
      case 'read':
        return { answer: { problems: [], steps: done.steps } }
      case 'refused':
        return { answer: { problems: done.problems, steps: [] } }
      case 'no-plan':
        return unusable('plan', noPlan)
    }
  },
  deleteMember: async (request) => {
    const { deps, id, asked } = request
    const member = await findMember(deps.database.db, id)
    if (member === null) return refuse('missing')
    const flow = { ...beginDeps(deps), audit: flowDeps(request) }
    const { kind } = await deleteAccount(flow, { member, typed: asked.email, visitor: null })
    switch (kind) {
      case 'deleted':
        return { answer: {} }
      case 'has-role':
        return refuse('not-now', { message: hasRole })
      case 'not-confirmed':
        return unusable('email', otherAddress)
    }
  },
}

function doneIf(isDone: boolean): Outcome<Record<string, never>> {
  return isDone ? { answer: {} } : refuse('missing')
}

function asShown(found: ShownMember, names: ReadonlyMap<number, string>): DeskMember {
  const { member, role, stripeCustomer, entitlements, seats, invoices, sessions, passkeys, newsletters } = found
  const iso = (moment: Date | null) => moment?.toISOString() ?? null
  const { id, email, name, createdAt } = member
  return {
    ...{ id, email, name, since: createdAt.toISOString(), role },
    stripe: stripeCustomer === null ? null : `https://dashboard.stripe.com/customers/${encodeURIComponent(stripeCustomer)}`,
    entitlements: entitlements.map(({ memberId: _, from, until, cancelsAt, endedAt, createdAt, givenBy, endedBy, ...one }) => ({
      ...one,
      ...{ from: from.toISOString(), until: iso(until), givenAt: createdAt.toISOString() },
      isCancelled: cancelsAt !== null || endedAt !== null,
      givenBy: givenBy === null ? null : actorOf(names, givenBy),
      endedBy: endedBy === null ? null : actorOf(names, endedBy),
    })),
    seats: seats.map(({ groupId, group, cameBy, takenAt, endedAt, until }) => ({
      ...{ groupId, group, cameBy, from: takenAt.toISOString() },
      ...{ until: iso(endedAt ?? until), isPast: endedAt !== null },
    })),
    invoices: invoices.map(({ number, total, currency, issuedAt, paidAt, url }) => ({
      ...{ number, total: printPrice({ amount: total, currency }), url },
      ...{ issuedAt: issuedAt.toISOString(), paidAt: iso(paidAt) },
    })),
    sessions: sessions.map(({ id, device, createdAt, seenAt }) => {
      return { id, device, since: createdAt.toISOString(), seenAt: seenAt.toISOString() }
    }),
    passkeys: passkeys.map(({ id, name, createdAt, usedAt }) => {
      return { id, name, addedAt: createdAt.toISOString(), usedAt: iso(usedAt) }
    }),
    newsletters: newsletters.map(({ slug, name, wants }) => ({ slug, name, wants })),
  }
}
