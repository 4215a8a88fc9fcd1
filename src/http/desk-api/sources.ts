import { findDeskPick } from '../../data/drafts.ts'
import { countFollowsOfPicks, listFollowsOfSource } from '../../data/follows.ts'
import { listNames } from '../../data/members.ts'
import {
  findQuotedSource,
  listQuotedPicks,
  listQuotedSources,
  type QuotedPick,
  type QuotedSource,
} from '../../data/quoted-sources.ts'
import { loadTerms } from '../../data/source-terms.ts'
import { startOfMonth } from '../../domain/calendar-date.ts'
import { limitOf } from '../../domain/quote-limit.ts'
import { maySee } from '../../domain/role.ts'
import type { Calendar } from '../../domain/zone.ts'
import { changeTerms } from '../../flows/change-terms.ts'
import { loadWritten } from '../../flows/load-written.ts'
import { warnBeforePublishing } from '../../flows/warn-of-quoting.ts'
import type { Deps } from '../deps.ts'
import type { Source, SourceLine } from './contract-sources.ts'
import { cursorOf, readCursor } from './cursor.ts'
import type { DeskAnswers } from './desk-route.ts'
import { flowDeps } from './flow-deps.ts'
import { personOf } from './people.ts'
import { type Outcome, refuse, unreadableCursor } from './refusal.ts'

const latestShown = 12

/** The sources: how much is quoted of each, how many readers were sent there, what is agreed. */
export const sourceAnswers: DeskAnswers<'listSources' | 'showSource' | 'saveTerms' | 'quoting'> = {
  listSources: async ({ deps, asked: { search = '', sort, over, limit, cursor } }) => {
    const after = readCursor(cursor)
    if (after === 'unreadable') return unreadableCursor()
    const found = await listQuotedSources(deps.database.db, {
      ...{ search: search.trim(), sort, after: after ?? null, limit: limit + 1, since: monthBegan(deps) },
      over: over ? { limit: deps.generation().magazine.quotes.wordsPerMonth } : null,
    })
    const last = found[limit - 1]
    const next = found.length > limit && last ? cursorOf(keyOf(last)[sort], last.id) : null
    return { answer: { sources: found.slice(0, limit).map((source) => lineOf(deps, source)), next } }
  },
  showSource: ({ deps, id }) => shown(deps, id),
  saveTerms: async (request) => {
    const { revision, ...terms } = request.asked
    const saved = await changeTerms(flowDeps(request), { id: request.id, terms, revision })
    if (saved !== 'conflict') return shown(request.deps, request.id)
    return refuse('not-now', {
      message: 'Somebody else has saved this meanwhile. Look at it again; what you wrote is still here.',
    })
  },
  quoting: async (request) => {
    const { deps, id, person } = request
    const { db, style, calendar, now } = flowDeps(request)
    const pick = await findDeskPick(db, id)
    if (pick === null) return refuse('missing')
    if (!maySee(person, pick)) return refuse('not-yours')
    const content = await loadWritten(db, pick, style)
    const { warnings } = await warnBeforePublishing({ db, calendar, now }, { id, content, publishedAt: pick.publishedAt })
    return { answer: { warnings, refuses: deps.generation().magazine.quotes.tooMuch === 'refuse' } }
  },
}

async function shown(deps: Deps, id: number): Promise<Outcome<Source>> {
  const { db } = deps.database
  const source = await findQuotedSource(db, id, monthBegan(deps))
  if (source === null) return refuse('missing')
  const picks = await listQuotedPicks(db, id)
  const sentFrom = await countFollowsOfPicks(db, id)
  const follows = await listFollowsOfSource(db, id)
  const { savedAt, savedBy, ...terms } = await loadTerms(db, id)
  const names = await listNames(db, savedBy === null ? [] : [savedBy])
  return {
    answer: {
      ...lineOf(deps, source),
      months: monthsOf(picks, follows, deps.generation().calendar),
      sent: follows.reduce((sum, { count }) => sum + count, 0),
      latest: picks.slice(0, latestShown).map(({ publishedAt, ...pick }) => {
        return { ...pick, publishedAt: publishedAt.toISOString(), sent: sentFrom.get(pick.id) ?? 0 }
      }),
      terms: {
        ...terms,
        savedAt: savedAt?.toISOString() ?? null,
        savedBy: savedBy === null ? null : personOf(names, savedBy),
      },
    },
  }
}

/** What a source is sorted by, as text. */
function keyOf({ name, words, lastAt }: QuotedSource) {
  return { name, quoted: String(words), last: lastAt?.toISOString() ?? '' }
}

function lineOf(deps: Deps, { ownLimit, lastAt, ...source }: QuotedSource): SourceLine {
  const limit = limitOf(ownLimit, deps.generation().magazine.quotes.wordsPerMonth)
  return { ...source, limit, lastAt: lastAt?.toISOString() ?? null }
}

function monthBegan(deps: Deps): Date {
  const { calendar } = deps.generation()
  return calendar.startOf(startOfMonth(calendar.dateAt(deps.now())))
}

type Month = { picks: number; words: number; sent: number }

function monthsOf(
  picks: readonly QuotedPick[],
  follows: readonly { month: string; count: number }[],
  calendar: Calendar,
): Source['months'] {
  const months = new Map<string, Month>()
  const of = (month: string) => {
    const known = months.get(month) ?? { picks: 0, words: 0, sent: 0 }
    months.set(month, known)
    return known
  }
  for (const { publishedAt, words } of picks) {
    const month = of(calendar.dateAt(publishedAt).slice(0, 7))
    month.picks += 1
    month.words += words
  }
  for (const { month, count } of follows) of(month).sent += count
  return [...months].toSorted(([a], [b]) => (a < b ? 1 : -1)).map(([month, sum]) => ({ month, ...sum }))
}
