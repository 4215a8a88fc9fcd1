import { listCalendar } from '../../data/desk-lists.ts'
import {
  findDeskTopic,
  findQuotedSource,
  listDeskTopics,
  listQuotedPicks,
  listQuotedSources,
  type QuotedPick,
} from '../../data/desk-sources.ts'
import { nextMonth, startOfMonth } from '../../domain/calendar-date.ts'
import type { Calendar } from '../../domain/zone.ts'
import { describeTopic, mergeTopic, renameTopic, type TopicChanged } from '../../flows/change-topics.ts'
import { stateOf } from '../../flows/desk-deps.ts'
import type { Deps } from '../deps.ts'
import type { CalendarMonth, Source, SourceLine, TopicLine } from './contract-lists.ts'
import { cursorOf, readCursor } from './cursor.ts'
import type { DeskAnswers } from './desk-route.ts'
import { flowDeps } from './flow-deps.ts'
import { type Outcome, refuse } from './refusal.ts'

type Names = 'calendar' | 'listSources' | 'showSource' | 'listTopics' | 'renameTopic' | 'mergeTopic' | 'describeTopic'

/** The calendar, the sources and the topics. */
export const listAnswers: DeskAnswers<Names> = {
  calendar: async ({ deps, asked: { month } }) => {
    const { calendar } = deps.generation()
    const [first, after] = [`${month}-01`, nextMonth(`${month}-01`)]
    const span = { from: calendar.startOf(first), until: calendar.startOf(after), first, last: `${month}-31` }
    const entries = (await listCalendar(deps.database.db, span)).map((line) => {
      const { id, headline, source, publishedAt, schedule, date } = line
      const local = publishedAt ? calendar.timeAt(publishedAt) : (schedule?.local ?? null)
      const day = local?.slice(0, 10) ?? date ?? first
      return { id, state: stateOf(line), headline, source, day, local, isHeld: publishedAt === null && Boolean(schedule?.held) }
    })
    const byTime = entries.toSorted((a, b) => (`${a.day}${a.local ?? ''}` < `${b.day}${b.local ?? ''}` ? -1 : 1))
    const answer: CalendarMonth = { month, today: calendar.dateAt(deps.now()), entries: byTime }
    return { answer }
  },
  listSources: async ({ deps, asked }) => {
    const page = pageOf(asked)
    if (page === null) return unreadable()
    const found = await listQuotedSources(deps.database.db, { ...page, since: monthBegan(deps) })
    const sources: SourceLine[] = found.slice(0, asked.limit)
    return { answer: { sources, next: nextOf(found, asked.limit) } }
  },
  showSource: async ({ deps, id }) => {
    const source = await findQuotedSource(deps.database.db, id, monthBegan(deps))
    if (source === null) return refuse('missing')
    const months = monthsOf(await listQuotedPicks(deps.database.db, id), deps.generation().calendar)
    return { answer: { ...source, months } }
  },
  listTopics: async ({ deps, asked }) => {
    const page = pageOf(asked)
    if (page === null) return unreadable()
    const found = await listDeskTopics(deps.database.db, page)
    return { answer: { topics: found.slice(0, asked.limit), next: nextOf(found, asked.limit) } }
  },
  renameTopic: async (request) => {
    const { deps, id, asked } = request
    return afterwards(deps, id, await renameTopic(flowDeps(request), { id, ...asked }))
  },
  mergeTopic: async (request) => {
    const { deps, id, asked } = request
    return afterwards(deps, asked.into, await mergeTopic(flowDeps(request), { id, ...asked }))
  },
  describeTopic: async (request) => {
    const { deps, id, asked } = request
    return afterwards(deps, id, await describeTopic(flowDeps(request), { id, ...asked }))
  },
}

/** One more than is asked for tells whether the list goes on. */
function pageOf({ search = '', cursor, limit }: { search?: string | undefined; cursor?: string | undefined; limit: number }) {
  const after = readCursor(cursor)
  if (after === 'unreadable') return null
  return { search: search.trim(), after: after ? { name: after.key, id: after.id } : null, limit: limit + 1 }
}

function nextOf(found: readonly { id: number; name: string }[], limit: number): string | null {
  const last = found[limit - 1]
  return found.length > limit && last ? cursorOf(last.name, last.id) : null
}

function unreadable() {
  return refuse('bad-request', { fields: [{ field: 'cursor', message: 'It isn’t one of ours.' }] })
}

function monthBegan(deps: Deps): Date {
  const { calendar } = deps.generation()
  return calendar.startOf(startOfMonth(calendar.dateAt(deps.now())))
}

function monthsOf(picks: readonly QuotedPick[], calendar: Calendar): Source['months'] {
  const months = new Map<string, { picks: number; words: number }>()
  for (const { publishedAt, words } of picks) {
    const month = calendar.dateAt(publishedAt).slice(0, 7)
    const sum = months.get(month) ?? { picks: 0, words: 0 }
    months.set(month, { picks: sum.picks + 1, words: sum.words + words })
  }
  return [...months].toSorted(([a], [b]) => (a < b ? 1 : -1)).map(([month, sum]) => ({ month, ...sum }))
}

const sentences: Record<Exclude<TopicChanged['kind'], 'changed' | 'unchanged' | 'missing'>, string> = {
  taken: 'There is a topic of this name. Merge the two instead.',
  'no-name': 'A topic has a name.',
  itself: 'A topic can’t be merged into itself.',
}

async function afterwards(deps: Deps, id: number, { kind }: TopicChanged): Promise<Outcome<TopicLine>> {
  await deps.refresh()
  if (kind !== 'changed' && kind !== 'unchanged' && kind !== 'missing')
    return refuse('unusable', {
      message: sentences[kind],
      fields: [{ field: kind === 'itself' ? 'into' : 'name', message: sentences[kind] }],
    })
  const topic = kind === 'missing' ? null : await findDeskTopic(deps.database.db, id)
  return topic === null ? refuse('missing') : { answer: topic }
}
