import { type DeskFilter, listDeskPicks } from '../../data/desk-lists.ts'
import { findDeskPick } from '../../data/drafts.ts'
import { listNames } from '../../data/members.ts'
import { listDeskHits } from '../../data/search.ts'
import { listVersions } from '../../data/versions.ts'
import { isAtLeast, maySee } from '../../domain/role.ts'
import { searchWords } from '../../domain/text-words.ts'
import { removeDraft } from '../../flows/delete-draft.ts'
import { meetOthers } from '../../flows/meet-others.ts'
import { findKept, restoreVersion } from '../../flows/restore-version.ts'
import { createDraft, saveDraft } from '../../flows/save-draft.ts'
import { memberOfActor } from '../../flows/write-audit.ts'
import type { Deps } from '../deps.ts'
import type { Conflict, DeskPick, Version } from './contract.ts'
import { cursorOf, readCursor } from './cursor.ts'
import type { DeskAnswer, DeskAnswers, DeskRequest } from './desk-route.ts'
import type { DeskRouteName } from './desk-routes.ts'
import { flowDeps } from './flow-deps.ts'
import { findPickView, pickLines, versionLine } from './pick-view.ts'
import { type Outcome, refuse, unreadableCursor } from './refusal.ts'

type Names =
  | 'listPicks'
  | 'createPick'
  | 'showPick'
  | 'savePick'
  | 'deletePick'
  | 'listVersions'
  | 'showVersion'
  | 'restoreVersion'
  | 'presence'

/** The newest hits of a search that are looked at; who finds more says more. */
const mostHits = 1_000
const versionsShown = 50

/** Picks on the desk: finding them, writing in them, their versions. */
export const pickAnswers: DeskAnswers<Names> = {
  listPicks,
  createPick: async (request) => {
    const { content = {}, note = '' } = request.asked
    const key = request.deps.secrets.newToken()
    const id = await createDraft(flowDeps(request), { content: withoutGaps(content), note, key })
    return shown(request.deps, id)
  },
  showPick: (request) => ifSeen(request, () => shown(request.deps, request.id)),
  savePick: async (request) => {
    const saved = await saveDraft(flowDeps(request), { id: request.id, ...request.asked })
    if (saved.kind !== 'saved') return notWritten(request.deps, request.id, saved.kind)
    const { kind: _, savedAt, ...rest } = saved
    return { answer: { ...rest, savedAt: savedAt.toISOString() } }
  },
  deletePick: async (request) => {
    const { kind } = await removeDraft(flowDeps(request), { id: request.id, ...request.asked })
    if (kind === 'deleted') return { answer: {} }
    if (kind === 'was-whole')
      return refuse('not-now', { message: 'This pick has gone out before, or was imported. Its versions are kept for ever.' })
    return notWritten(request.deps, request.id, kind)
  },
  listVersions: (request) =>
    ifSeen(request, async ({ deps, id, asked: { before = null } }) => {
      const versions = await listVersions(deps.database.db, id, { before, limit: versionsShown })
      const names = await listNames(
        deps.database.db,
        versions.flatMap(({ savedBy }) => memberOfActor(savedBy) ?? []),
      )
      const last = versions.at(-1)?.number ?? 1
      const next = versions.length === versionsShown && last > 1 ? last : null
      return { answer: { versions: versions.map((version) => versionLine(version, names)), next } }
    }),
  showVersion: (request) =>
    ifSeen(request, async ({ deps, id, number }) => {
      const found = await findKept(deps.database.db, { id, number, style: flowDeps(request).style })
      if (found === null) return refuse('missing')
      const by = memberOfActor(found.savedBy)
      const names = await listNames(deps.database.db, by === null ? [] : [by])
      const answer: Version = { ...versionLine(found, names), content: found.says }
      return { answer }
    }),
  restoreVersion: async (request) => {
    const { deps, id, number, asked } = request
    const { kind } = await restoreVersion(flowDeps(request), { id, number, ...asked })
    return kind === 'restored' ? shown(deps, id) : notWritten(deps, id, kind)
  },
  presence: (request) =>
    ifSeen(request, async ({ deps, id, person }) => {
      const others = await meetOthers({ db: deps.database.db, now: deps.now() }, { pickId: id, memberId: person.id })
      return { answer: { others: others.map(({ since, ...whose }) => ({ person: whose, since: since.toISOString() })) } }
    }),
}

/** A pick as it is now. */
export async function shown(deps: Deps, id: number): Promise<Outcome<DeskPick>> {
  const pick = await findPickView(deps, id)
  return pick === null ? refuse('missing') : { answer: pick }
}

/** Why nothing was written; where somebody else was first, with what they made of it. */
export async function notWritten(deps: Deps, id: number, kind: 'conflict' | 'missing' | 'not-yours') {
  if (kind !== 'conflict') return refuse(kind)
  const present = await findPickView(deps, id)
  if (present === null) return refuse('missing')
  const more: Pick<Conflict, 'present'> = { present }
  return refuse('conflict', {}, more)
}

/** What is somebody else's isn't there for a contributor. */
export async function ifSeen<Name extends DeskRouteName>(
  request: DeskRequest<Name>,
  answer: DeskAnswer<Name>,
): ReturnType<DeskAnswer<Name>> {
  const pick = await findDeskPick(request.deps.database.db, request.id)
  if (pick === null) return refuse('missing')
  return maySee(request.person, pick) ? answer(request) : refuse('not-yours')
}

async function listPicks({ deps, person, asked }: DeskRequest<'listPicks'>): ReturnType<DeskAnswer<'listPicks'>> {
  const { state, search, topic, source, mine, limit, cursor } = asked
  const after = readCursor(cursor)
  if (after === 'unreadable') return unreadableCursor()
  const { db } = deps.database
  const words = searchWords(search ?? '')
  const isOwn = mine === 'yes' || !isAtLeast(person.role, 'editor')
  const filter: DeskFilter = {
    state,
    topicId: topic,
    sourceId: source,
    createdBy: isOwn ? person.id : undefined,
    ids:
      search === undefined || search.trim() === ''
        ? undefined
        : await listDeskHits(db, { words, limit: mostHits, createdBy: isOwn ? person.id : undefined }),
    after: after && { savedAt: after.key, id: after.id },
    limit: limit + 1,
  }
  const lines = await listDeskPicks(db, filter)
  const last = lines[limit - 1]
  const next = lines.length > limit && last ? cursorOf(last.savedAt.toISOString(), last.id) : null
  return { answer: { picks: await pickLines(deps, lines.slice(0, limit)), next } }
}

/** A field that is there without a value is one that isn't there. */
function withoutGaps<T extends object>(given: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]: Exclude<T[Key], undefined>
  }
}
