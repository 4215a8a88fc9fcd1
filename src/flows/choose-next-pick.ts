import { listLeadsBetween, listLeadsByIds, listLeadsOfTopic, listNewestLeads } from '../data/leads.ts'
import type { Db } from '../data/schema.ts'
import { listLeadsWithAnyWord } from '../data/search.ts'
import { findTopic } from '../data/topics.ts'
import { addDays } from '../domain/calendar-date.ts'
import { distinctiveWords, rankByLikeness } from '../domain/likeness.ts'
import type { Lead } from '../domain/pick.ts'

const eachTopic = 40
const eachWord = 40
const nearby = 12
const daysNearby = 21
const remembered = 24

/** A pick as a link to it: what is remembered of those that follow. */
export type Follower = Pick<Lead, 'id' | 'slug' | 'headline'>

/** What follows a pick, best first: by likeness among the picks that share a topic or a telling word, or were published around then. */
export async function rankFollowers(db: Db, lead: Lead, now: Date): Promise<Follower[]> {
  const byId = new Map<number, Lead>()
  for (const candidate of await listCandidates(db, lead, now)) if (candidate.id !== lead.id) byId.set(candidate.id, candidate)
  const ranked = rankByLikeness(lead, [...byId.values()]).slice(0, remembered)
  return ranked.map(({ id, slug, headline }) => ({ id, slug, headline }))
}

/**
 * The next pick of a stream: the likest that isn't in the trail yet, then the next older one, then the newest.
 * Null when the reader has been through everything.
 */
export async function chooseNextPick(
  db: Db,
  question: { followers: readonly Follower[]; trail: readonly number[]; lead: Lead; now: Date },
): Promise<Follower | null> {
  const { followers, trail, lead, now } = question
  const seen = new Set([...trail, lead.id])
  const likest = followers.find((candidate) => !seen.has(candidate.id))
  if (likest) return likest
  const limit = seen.size + 1
  const older = await listNewestLeads(db, { now, limit, before: addDays(lead.date, 1) })
  const newest = () => listNewestLeads(db, { now, limit })
  const unseen = (leads: Lead[]) => leads.find((candidate) => !seen.has(candidate.id))
  return unseen(older) ?? unseen(await newest()) ?? null
}

async function listCandidates(db: Db, lead: Lead, now: Date): Promise<Lead[]> {
  const topics = await Promise.all(lead.topics.map((topic) => findTopic(db, topic.slug)))
  const byTopic = await Promise.all(
    topics.flatMap((topic) => (topic ? [listLeadsOfTopic(db, topic.id, { now, limit: eachTopic, before: '9999-12-31' })] : [])),
  )
  const words = distinctiveWords(lead, 12)
  const hits = words.length > 0 ? await listLeadsWithAnyWord(db, { words, limit: eachWord }) : []
  const byWord = await listLeadsByIds(db, hits, now)
  const span = { first: addDays(lead.date, -daysNearby), last: addDays(lead.date, daysNearby) }
  const byDate = await listLeadsBetween(db, { now, limit: nearby, ...span })
  return [...byTopic.flat(), ...byWord, ...byDate]
}
