import { listCalendar } from '../../data/desk-lists.ts'
import { findDeskTopic, listDeskTopics } from '../../data/desk-topics.ts'
import { nextMonth } from '../../domain/calendar-date.ts'
import { describeTopic, mergeTopic, renameTopic, type TopicChanged } from '../../flows/change-topics.ts'
import { stateOf } from '../../flows/desk-deps.ts'
import type { Deps } from '../deps.ts'
import type { CalendarMonth, TopicLine } from './contract-lists.ts'
import { cursorOf, readCursor } from './cursor.ts'
import type { DeskAnswers } from './desk-route.ts'
import { flowDeps } from './flow-deps.ts'
import { type Outcome, refuse, unreadableCursor, unusable } from './refusal.ts'

type Names = 'calendar' | 'listTopics' | 'renameTopic' | 'mergeTopic' | 'describeTopic'

/** The calendar and the topics. */
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
  listTopics: async ({ deps, asked }) => {
    const page = pageOf(asked)
    if (page === null) return unreadableCursor()
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

const sentences: Record<Exclude<TopicChanged['kind'], 'changed' | 'unchanged' | 'missing'>, string> = {
  taken: 'There is a topic of this name. Merge the two instead.',
  'no-name': 'A topic has a name.',
  itself: 'A topic can’t be merged into itself.',
}

async function afterwards(deps: Deps, id: number, { kind }: TopicChanged): Promise<Outcome<TopicLine>> {
  await deps.refresh()
  if (kind !== 'changed' && kind !== 'unchanged' && kind !== 'missing')
    return unusable(kind === 'itself' ? 'into' : 'name', sentences[kind])
  const topic = kind === 'missing' ? null : await findDeskTopic(deps.database.db, id)
  return topic === null ? refuse('missing') : { answer: topic }
}
