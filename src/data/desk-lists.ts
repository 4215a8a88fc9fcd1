import type { LocalDate, Visibility } from '../domain/pick.ts'
import { ownSlug } from './drafts.ts'
import { type StoredSchedule, scheduleOf } from './schedules.ts'
import type { Db } from './schema.ts'

/** A pick as the desk lists it, without a word of its excerpt. */
export type DeskLine = {
  id: number
  slug: string | null
  headline: string
  date: LocalDate | null
  source: string
  topics: string[]
  visibility: Visibility
  savedAt: Date
  publishedAt: Date | null
  createdBy: number | null
  hasDraft: boolean
  quotedWords: number
  schedule: StoredSchedule | null
}

/** Which picks are listed. `after` is the last one of the page before. */
export type DeskFilter = {
  state?: 'draft' | 'scheduled' | 'published' | undefined
  ids?: readonly number[] | undefined
  topicId?: number | undefined
  sourceId?: number | undefined
  createdBy?: number | undefined
  after?: { savedAt: string; id: number } | undefined
  limit: number
}

/** The picks that fit, the one saved last first. */
export async function listDeskPicks(db: Db, filter: DeskFilter): Promise<DeskLine[]> {
  const { after, ids } = filter
  if (ids?.length === 0) return []
  let picks = narrow(base(db), filter)
  if (ids) picks = picks.where('pick.id', 'in', [...ids])
  if (after)
    picks = picks.where((eb) =>
      eb.or([
        eb('pick.updated_at', '<', after.savedAt),
        eb.and([eb('pick.updated_at', '=', after.savedAt), eb('pick.id', '<', after.id)]),
      ]),
    )
  return linesOf(db, picks.orderBy('pick.updated_at', 'desc').orderBy('pick.id', 'desc').limit(filter.limit))
}

/** What stands in a calendar: what went out or is planned between two moments, and drafts dated from one day to another. */
export async function listCalendar(
  db: Db,
  { from, until, first, last }: { from: Date; until: Date; first: LocalDate; last: LocalDate },
): Promise<DeskLine[]> {
  const [start, end] = [from.toISOString(), until.toISOString()]
  const picks = base(db)
    .where((eb) =>
      eb.or([
        eb.and([eb('pick.published_at', '>=', start), eb('pick.published_at', '<', end)]),
        eb(
          'pick.id',
          'in',
          eb.selectFrom('schedule').select('pick_id').where('schedule.at', '>=', start).where('schedule.at', '<', end),
        ),
        eb.and([
          eb('pick.published_at', 'is', null),
          eb('pick.id', 'not in', eb.selectFrom('schedule').select('pick_id')),
          eb(
            eb.fn.coalesce('draft.date', eb.case().when('draft.content', 'is', null).then(eb.ref('pick.date')).end()),
            '>=',
            first,
          ),
          eb(
            eb.fn.coalesce('draft.date', eb.case().when('draft.content', 'is', null).then(eb.ref('pick.date')).end()),
            '<=',
            last,
          ),
        ]),
      ]),
    )
    .orderBy('pick.id')
    .limit(2_000)
  return linesOf(db, picks)
}

function base(db: Db) {
  return db
    .selectFrom('pick')
    .innerJoin('source', 'source.id', 'pick.source_id')
    .innerJoin('excerpt', 'excerpt.pick_id', 'pick.id')
    .leftJoin('draft', 'draft.pick_id', 'pick.id')
    .leftJoin('schedule', 'schedule.pick_id', 'pick.id')
}

type Base = ReturnType<typeof base>

function narrow(picks: Base, { state, topicId, sourceId, createdBy }: DeskFilter): Base {
  let found = picks
  if (state === 'published') found = found.where('pick.published_at', 'is not', null)
  else if (state) found = found.where('pick.published_at', 'is', null)
  if (state === 'scheduled') found = found.where('schedule.pick_id', 'is not', null).where('schedule.held', 'is', null)
  if (state === 'draft')
    found = found.where((eb) => eb.or([eb('schedule.pick_id', 'is', null), eb('schedule.held', 'is not', null)]))
  if (topicId !== undefined)
    found = found.where('pick.id', 'in', (eb) => eb.selectFrom('pick_topic').select('pick_id').where('topic_id', '=', topicId))
  if (sourceId !== undefined) found = found.where('pick.source_id', '=', sourceId)
  return createdBy === undefined ? found : found.where('draft.created_by', '=', createdBy)
}

async function linesOf(db: Db, picks: Base): Promise<DeskLine[]> {
  const rows = await picks
    .select(['pick.id', 'pick.slug', 'pick.headline', 'pick.date', 'pick.visibility', 'pick.published_at', 'pick.updated_at'])
    .select(['source.name as source', 'excerpt.words', 'draft.headline as draft_headline', 'draft.date as draft_date'])
    .select(['draft.source_name', 'draft.topics', 'draft.words as draft_words', 'draft.created_by'])
    .select((eb) => eb.case().when('draft.content', 'is', null).then(0).else(1).end().as('has_content'))
    .select(['schedule.local_time', 'schedule.at', 'schedule.set_by', 'schedule.held'])
    .execute()
  const filed = await listTopicNames(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => {
    const hasDraft = row.has_content === 1
    const { local_time, at, set_by, held } = row
    const isPlanned = local_time !== null && at !== null && set_by !== null
    return {
      id: row.id,
      slug: ownSlug(row.slug),
      headline: hasDraft ? (row.draft_headline ?? '') : row.headline,
      date: hasDraft ? row.draft_date : row.date,
      source: hasDraft ? (row.source_name ?? '') : row.source,
      topics: hasDraft ? (JSON.parse(row.topics ?? '[]') as string[]) : (filed.get(row.id) ?? []),
      visibility: row.visibility,
      savedAt: new Date(row.updated_at),
      publishedAt: row.published_at === null ? null : new Date(row.published_at),
      createdBy: row.created_by,
      hasDraft,
      quotedWords: (hasDraft ? row.draft_words : row.words) ?? 0,
      schedule: isPlanned ? scheduleOf({ local_time, at, set_by, held }) : null,
    }
  })
}

async function listTopicNames(db: Db, pickIds: number[]): Promise<Map<number, string[]>> {
  const names = new Map<number, string[]>()
  if (pickIds.length === 0) return names
  const rows = await db
    .selectFrom('pick_topic')
    .innerJoin('topic', 'topic.id', 'pick_topic.topic_id')
    .where('pick_topic.pick_id', 'in', pickIds)
    .orderBy('pick_topic.position')
    .select(['pick_topic.pick_id', 'topic.name'])
    .execute()
  for (const { pick_id, name } of rows) names.set(pick_id, [...(names.get(pick_id) ?? []), name])
  return names
}
