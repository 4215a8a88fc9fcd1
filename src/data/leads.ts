import type { SelectQueryBuilder } from 'kysely'
import type { Lead, LocalDate, Visibility } from '../domain/pick.ts'
import type { Cover } from '../domain/picture.ts'
import { isSlug } from '../domain/slug.ts'
import type { Db, Tables } from './schema.ts'

/** The moment a list of picks is made for, and how many it may hold. */
export type ListPart = { now: Date; limit: number }

type Row = {
  id: number
  slug: string
  headline: string
  date: string
  introduction: string
  author: string | null
  source_url: string | null
  visibility: Visibility
  cover: string | null
  source_slug: string
  source_name: string
}

type Picks = SelectQueryBuilder<Tables, 'pick' | 'source', object>

/** A published pick by its slug, without a word of its excerpt. */
export async function findLead(db: Db, slug: string, now: Date): Promise<Lead | null> {
  if (!isSlug(slug)) return null // nor could PostgreSQL be asked about every text
  const [lead] = await listLeads(db, now, (picks) => picks.where('pick.slug', '=', slug))
  return lead ?? null
}

/** The newest published picks; with `before`, those dated earlier than that day. */
export function listNewestLeads(db: Db, { now, limit, before }: ListPart & { before?: LocalDate }): Promise<Lead[]> {
  return listLeads(db, now, (picks) => newestFirst(before ? picks.where('pick.date', '<', before) : picks).limit(limit))
}

/** The published picks dated from the first day to the last, both included, newest first. */
export function listLeadsBetween(db: Db, part: ListPart & { first: LocalDate; last: LocalDate }): Promise<Lead[]> {
  return listLeads(db, part.now, (picks) =>
    newestFirst(picks.where('pick.date', '>=', part.first).where('pick.date', '<=', part.last)).limit(part.limit),
  )
}

/** The published picks of one source that are dated before a day. */
export function listLeadsOfSource(db: Db, sourceId: number, part: ListPart & { before: LocalDate }): Promise<Lead[]> {
  return listLeads(db, part.now, (picks) =>
    newestFirst(picks.where('pick.source_id', '=', sourceId).where('pick.date', '<', part.before)).limit(part.limit),
  )
}

/** The published picks filed under one topic that are dated before a day. */
export function listLeadsOfTopic(db: Db, topicId: number, part: ListPart & { before: LocalDate }): Promise<Lead[]> {
  // The ids first: they stand in the topic's index in their order, however many it has.
  const ids = db
    .selectFrom('pick_topic')
    .innerJoin('pick as filed', 'filed.id', 'pick_topic.pick_id')
    .where('pick_topic.topic_id', '=', topicId)
    .where('pick_topic.date', '<', part.before)
    .where('filed.published_at', '<=', part.now.toISOString())
    .orderBy('pick_topic.date', 'desc')
    .orderBy('pick_topic.pick_id', 'desc')
    .limit(part.limit)
    .select('pick_topic.pick_id')
  return listLeads(db, part.now, (picks) => newestFirst(picks.where('pick.id', 'in', ids)))
}

/** The published picks among these ids, in the order the ids were given. */
export async function listLeadsByIds(db: Db, ids: readonly number[], now: Date): Promise<Lead[]> {
  if (ids.length === 0) return []
  const found = await listLeads(db, now, (picks) => picks.where('pick.id', 'in', [...ids]))
  const byId = new Map(found.map((lead) => [lead.id, lead]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

async function listLeads(db: Db, now: Date, narrow: (picks: Picks) => Picks): Promise<Lead[]> {
  const published = db
    .selectFrom('pick')
    .innerJoin('source', 'source.id', 'pick.source_id')
    .where('pick.published_at', '<=', now.toISOString())
  const rows: Row[] = await narrow(published)
    .select(['pick.id', 'pick.slug', 'pick.headline', 'pick.date', 'pick.introduction', 'pick.author'])
    .select(['pick.source_url', 'pick.visibility', 'pick.cover', 'source.slug as source_slug', 'source.name as source_name'])
    .execute()
  const topics = await listTopicsOf(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => toLead(row, topics.get(row.id) ?? []))
}

function newestFirst(picks: Picks): Picks {
  return picks.orderBy('pick.date', 'desc').orderBy('pick.id', 'desc')
}

async function listTopicsOf(db: Db, pickIds: number[]): Promise<Map<number, Lead['topics']>> {
  const topics = new Map<number, Lead['topics']>()
  if (pickIds.length === 0) return topics
  const rows = await db
    .selectFrom('pick_topic')
    .innerJoin('topic', 'topic.id', 'pick_topic.topic_id')
    .where('pick_topic.pick_id', 'in', pickIds)
    .orderBy('pick_topic.position')
    .select(['pick_topic.pick_id', 'topic.slug', 'topic.name'])
    .execute()
  for (const { pick_id, slug, name } of rows) topics.set(pick_id, [...(topics.get(pick_id) ?? []), { slug, name }])
  return topics
}

function toLead(row: Row, topics: Lead['topics']): Lead {
  return {
    id: row.id,
    slug: row.slug,
    headline: row.headline,
    date: row.date,
    introduction: JSON.parse(row.introduction) as string[],
    author: row.author,
    source: { slug: row.source_slug, name: row.source_name },
    sourceUrl: row.source_url,
    topics,
    visibility: row.visibility,
    cover: row.cover === null ? null : (JSON.parse(row.cover) as Cover),
  }
}
