import { type DeskPick, findDeskPick, insertDraft, updateDraft } from '../data/drafts.ts'
import type { Trx } from '../data/schema.ts'
import { keepDraft, listVersions } from '../data/versions.ts'
import { type Content, emptyContent, type Lack, listLacks } from '../domain/draft.ts'
import { countQuotedWords } from '../domain/quoted-words.ts'
import { mayWrite } from '../domain/role.ts'
import { changed, commitIf, unchanged } from './commit-if.ts'
import { type DeskDeps, stateOf } from './desk-deps.ts'
import { nameOfActor, writeAudit } from './write-audit.ts'

export type DraftSaved =
  | { kind: 'saved'; revision: number; savedAt: Date; lacks: Lack[]; quotedWords: number }
  | { kind: 'conflict' | 'missing' | 'not-yours' }

/** After so many minutes another of a draft's states is kept as a version; and whenever somebody else goes on writing. */
const keepMinutes = 10

const minute = 60_000

/** Begins a draft and returns its id. `key` is like no other's. */
export function createDraft(deps: DeskDeps, { content, note, key }: { content: Partial<Content>; note: string; key: string }) {
  return deps.db.transaction().execute(async (trx) => {
    const draft = { content: { ...emptyContent, ...content }, note, now: deps.now, by: deps.person.id }
    const id = await insertDraft(trx, { ...draft, key, visibility: 'metered' })
    await writeAudit(trx, deps, { what: 'createPick', subject: `pick ${id}` })
    return id
  })
}

/**
 * Saves what is being written. Refused when somebody else has saved since `revision`: nothing is overwritten unseen. What was saved
 * already is not saved twice, so that an answer that got lost can be asked for again.
 */
export async function saveDraft(
  deps: DeskDeps,
  { id, revision, content, note }: { id: number; revision: number; content: Content; note: string },
): Promise<DraftSaved> {
  return commitIf<DraftSaved>(deps.db, async (trx) => {
    const pick = await findDeskPick(trx, id)
    if (pick === null) return unchanged({ kind: 'missing' })
    if (!mayWrite(deps.person, { createdBy: pick.createdBy, state: stateOf(pick) })) return unchanged({ kind: 'not-yours' })
    if (pick.revision === revision + 1 && pick.savedBy === deps.person.id && isSame(pick, { content, note }))
      return unchanged(savedAs(content, pick.revision, pick.savedAt))
    const draft = { revision, content, note, now: deps.now, by: deps.person.id }
    const next =
      pick.revision === revision ? await updateDraft(trx, { ...pick, isPublic: pick.publishedAt !== null }, draft) : null
    if (next === null) return unchanged({ kind: 'conflict' })
    if (!(await isTheirs(trx, deps, id))) return unchanged({ kind: 'not-yours' })
    if (await isWorthKeeping(trx, deps, pick, content)) await keepWritten(trx, pick)
    return changed(savedAs(content, next, deps.now))
  })
}

/** Whether somebody may write in a pick still. Asked once it is written in, it holds until that is done: nobody can plan the pick meanwhile. */
export async function isTheirs(trx: Trx, { person }: Pick<DeskDeps, 'person'>, id: number): Promise<boolean> {
  const pick = await findDeskPick(trx, id)
  return pick !== null && mayWrite(person, { createdBy: pick.createdBy, state: stateOf(pick) })
}

/** Keeps what was being written until now as a version. What the pick says is one already. */
export async function keepWritten(trx: Trx, { id, content, savedAt, savedBy }: DeskPick): Promise<void> {
  if (content === null || isSame({ content, note: '' }, { content: emptyContent, note: '' })) return
  const by = savedBy === null ? 'program' : nameOfActor(savedBy)
  await keepDraft(trx, { pickId: id, content, savedAt, savedBy: by })
}

async function isWorthKeeping(trx: Trx, { person }: DeskDeps, pick: DeskPick, next: Content): Promise<boolean> {
  if (pick.content === null || isSame({ content: next, note: '' }, { content: pick.content, note: '' })) return false
  if (pick.savedBy !== person.id) return true
  const [newest] = await listVersions(trx, pick.id, { before: null, limit: 1 })
  if (newest === undefined) return true
  const since = pick.savedAt.getTime() - newest.savedAt.getTime()
  // A version that is younger than what was saved last isn't of it: meanwhile a topic got another name.
  return since < 0 || since >= keepMinutes * minute
}

function savedAs(content: Content, revision: number, savedAt: Date): DraftSaved {
  return { kind: 'saved', revision, savedAt, lacks: listLacks(content), quotedWords: countQuotedWords(content.excerpt) }
}

type Written = { content: Content | null; note: string }

function isSame(one: Written, other: Written): boolean {
  return one.note === other.note && canonical(one.content) === canonical(other.content)
}

/** The order of fields means nothing. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part,
  )
}
