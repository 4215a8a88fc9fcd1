import { listLeadsOfSource, listLeadsOfTopic } from '../data/leads.ts'
import type { CountOf, MonthCount } from '../data/months.ts'
import type { Db } from '../data/schema.ts'
import { findSource, listAuthorsOfSource, listMostQuoted } from '../data/sources.ts'
import { type Counted, findTopic, listNeighbours, listTopics, listTopicsOfSource } from '../data/topics.ts'
import { nextMonth } from '../domain/calendar-date.ts'
import type { Lead, Linked } from '../domain/pick.ts'
import { groupByMonth, type MonthOfPicks } from './list-by-day.ts'

const onTimeline = 60
const inStrip = 24
const named = 8

/** What a list of one topic's or source's picks shows: all of it counted, the newest by month. It goes on before the month `earlier`. */
export type Timeline = { count: number; since: string; strip: MonthCount[]; months: MonthOfPicks[]; earlier: string | null }

/** `before` is the month from which on nothing is listed; `monthsOf` counts, and may remember what it counted. */
export type DossierPart = { now: Date; before: string | null; monthsOf: (of: CountOf) => Promise<MonthCount[]> }

/** The topics that have published picks, by name. */
export function showTopics(db: Db, now: Date) {
  return listTopics(db, now)
}

export type TopicPageData = Timeline & { topic: Linked & { description: string }; mostQuoted: Counted[]; neighbours: Counted[] }

/** A topic's dossier. Null when there is no such topic, or no pick of it before a month in which it has some. */
export async function showTopic(db: Db, slug: string, { now, before, monthsOf }: DossierPart): Promise<TopicPageData | null> {
  const topic = await findTopic(db, slug)
  if (!topic) return null
  const months = await monthsOf({ topicId: topic.id })
  if (!isPart(months, before)) return null
  const leads = await listLeadsOfTopic(db, topic.id, { now, limit: onTimeline + 1, before: firstDay(before) })
  if (leads.length === 0) return null
  const mostQuoted = await listMostQuoted(db, topic.id, { now, limit: named })
  const neighbours = await listNeighbours(db, topic.id, { now, limit: named })
  return {
    topic: { slug: topic.slug, name: topic.name, description: topic.description },
    ...timeline(months, leads),
    mostQuoted,
    neighbours,
  }
}

export type SourcePageData = Timeline & {
  source: Linked & { url: string | null }
  topics: Counted[]
  authors: { name: string; count: number }[]
}

/** A source's page, in the same way. Its own address is that of the newest article listed. */
export async function showSource(db: Db, slug: string, { now, before, monthsOf }: DossierPart): Promise<SourcePageData | null> {
  const source = await findSource(db, slug)
  if (!source) return null
  const months = await monthsOf({ sourceId: source.id })
  if (!isPart(months, before)) return null
  const leads = await listLeadsOfSource(db, source.id, { now, limit: onTimeline + 1, before: firstDay(before) })
  if (leads.length === 0) return null
  const topics = await listTopicsOfSource(db, source.id, { now, limit: named })
  const authors = await listAuthorsOfSource(db, source.id, { now, limit: named })
  const url = siteOf(leads.find((lead) => lead.sourceUrl)?.sourceUrl ?? null)
  return { source: { slug: source.slug, name: source.name, url }, ...timeline(months, leads), topics, authors }
}

/** Only months that have picks make a page: any other would be one more page to make and to keep for whoever asks. */
function isPart(months: MonthCount[], before: string | null): boolean {
  return before === null || months.some(({ month }) => month === before)
}

function timeline(months: MonthCount[], leads: Lead[]): Timeline {
  const count = months.reduce((sum, month) => sum + month.count, 0)
  const groups = groupByMonth(leads)
  // A month is shown whole or left to the next page, unless it alone fills the page.
  const isCut = leads.length > onTimeline && groups.length > 1
  const shown = isCut ? groups.slice(0, -1) : groups
  const since = months[0]?.month ?? ''
  const earliest = shown.at(-1)?.month ?? since
  return {
    count,
    since,
    strip: consecutive(months).slice(-inStrip),
    months: shown,
    earlier: earliest > since ? earliest : null,
  }
}

function consecutive(months: MonthCount[]): MonthCount[] {
  const counts = new Map(months.map(({ month, count }) => [month, count]))
  const last = months.at(-1)?.month ?? ''
  const all: MonthCount[] = []
  for (let month = months[0]?.month ?? ''; month !== '' && month <= last; month = nextMonth(`${month}-01`).slice(0, 7)) {
    all.push({ month, count: counts.get(month) ?? 0 })
  }
  return all
}

function firstDay(month: string | null): string {
  return month === null ? '9999-12-31' : `${month}-01`
}

function siteOf(articleUrl: string | null): string | null {
  return articleUrl ? `${/^https?:\/\/[^/]+/.exec(articleUrl)?.[0] ?? ''}/` : null
}
