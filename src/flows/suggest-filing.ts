import { listFiledPicks } from '../data/filed-picks.ts'
import type { Db } from '../data/schema.ts'
import {
  type FiledPicks,
  indexWeighed,
  suggestTopics,
  type TopicText,
  type WeighedPick,
  weighFiled,
} from '../domain/suggest-topics.ts'

/** How the magazine has filed its picks so far, ready for any number of suggestions. `ids` are the picks', in the order of the index. */
export type Filing = { filed: FiledPicks; ids: readonly number[] }

/** Of a large archive the newest picks say enough, and an index of all would take too much memory. */
const mostPicks = 2_000
const atOnce = 50
const mostSuggested = 8
/** What has less than this of the first one’s score shares hardly a word with the text. */
const leastShare = 0.2

/** Reads how published picks are filed, a few at a time, so that readers aren't held up meanwhile. */
export async function loadFiling(db: Db): Promise<Filing> {
  const [ids, weighed]: [number[], WeighedPick[]] = [[], []]
  while (ids.length < mostPicks) {
    const picks = await listFiledPicks(db, { before: ids.at(-1) ?? null, limit: Math.min(atOnce, mostPicks - ids.length) })
    if (picks.length === 0) break
    ids.push(...picks.map(({ id }) => id))
    weighed.push(...picks.map(weighFiled))
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { filed: indexWeighed(weighed), ids }
}

/** The topics that a text like this was filed under before, the likeliest first. `id` is its pick, whose own filing says nothing about it. */
export function suggestFiling({ filed, ids }: Filing, { id, text }: { id: number; text: TopicText }): string[] {
  const own = ids.indexOf(id)
  const suggested = suggestTopics(text, filed, own < 0 ? null : own)
  const least = (suggested[0]?.score ?? 0) * leastShare
  return suggested
    .slice(0, mostSuggested)
    .filter(({ score }) => score >= least)
    .map(({ topic }) => topic)
}
