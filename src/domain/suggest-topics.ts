import { tellingStems } from './likeness.ts'
import { plainText } from './markup/plain-text.ts'
import type { PickText } from './pick.ts'
import { stemsOf } from './text-words.ts'

/** What topics are suggested from. */
export type TopicText = Pick<PickText, 'headline' | 'introduction' | 'excerpt'>

/** A topic with how much speaks for it; only the order of scores means something. */
export type SuggestedTopic = { topic: string; score: number }

/** The picks a magazine has filed, made ready for any number of suggestions. */
export type FiledPicks = {
  picks: readonly { topics: readonly string[]; length: number }[]
  /** For each stem the picks that have it, and how much it says there. */
  postings: ReadonlyMap<string, readonly Posting[]>
  /** How many picks each topic has. */
  topics: ReadonlyMap<string, number>
}

type Posting = { pick: number; weight: number }

/** How often the right topics came first: of the first `k` suggested for each pick from all the others, the share that it carries. */
export type Precision = { k: number; suggested: number; byFrequency: number }

/** One pick that is filed, with how much each of its stems says; made once for as many indexes as it is put into. */
export type WeighedPick = { topics: readonly string[]; weights: ReadonlyMap<string, number> }

const headlineCounts = 3
const namedScore = 0.2

/** Reads the picks that suggestions are made from. */
export function indexFiled(picks: readonly (TopicText & { topics: readonly string[] })[]): FiledPicks {
  return indexWeighed(picks.map(weighFiled))
}

/** Reads one of them: nearly all of the work, which whoever has many picks and other things to do spreads over time. */
export function weighFiled(pick: TopicText & { topics: readonly string[] }): WeighedPick {
  return { topics: pick.topics, weights: weightsOf(pick) }
}

/** The index of picks that have been read already. */
export function indexWeighed(picks: readonly WeighedPick[]): FiledPicks {
  const postings = new Map<string, Posting[]>()
  for (const [pick, { weights }] of picks.entries()) {
    for (const [stem, weight] of weights) {
      const known = postings.get(stem)
      if (known) known.push({ pick, weight })
      else postings.set(stem, [{ pick, weight }])
    }
  }
  const topics = new Map<string, number>()
  for (const topic of picks.flatMap((pick) => pick.topics)) topics.set(topic, (topics.get(topic) ?? 0) + 1)
  const squares = new Float64Array(picks.length)
  for (const [stem, list] of postings) {
    const rare = rarity(postings, stem, picks.length)
    for (const { pick, weight } of list) squares[pick] = (squares[pick] ?? 0) + (weight * rare) ** 2
  }
  return {
    picks: picks.map(({ topics: filed }, at) => ({ topics: filed, length: Math.sqrt(squares[at] ?? 0) })),
    postings,
    topics,
  }
}

/**
 * The topics that earlier picks with a like headline, introduction and excerpt carry, the likeliest first; a topic whose name is in
 * the text comes forward. Rare words that two picks share count for more than common ones. `without` leaves one of the filed picks out.
 */
export function suggestTopics(text: TopicText, filed: FiledPicks, without: number | null = null): SuggestedTopic[] {
  const likeness = likenessTo(text, filed)
  const scores = new Map<string, number>()
  for (const [pick, like] of likeness.entries()) {
    if (pick === without || like === 0) continue
    for (const topic of filed.picks[pick]?.topics ?? []) scores.set(topic, (scores.get(topic) ?? 0) + like)
  }
  const own = new Set(without === null ? [] : filed.picks[without]?.topics)
  const said = new Set(stemsOf(textOf(text)))
  const suggested: SuggestedTopic[] = []
  for (const [topic, count] of filed.topics) {
    const others = count - (own.has(topic) ? 1 : 0)
    if (others === 0) continue
    const isNamed = stemsOf(topic).filter((stem) => said.has(stem)).length * 2 >= Math.max(1, stemsOf(topic).length)
    const score = (scores.get(topic) ?? 0) / Math.sqrt(others) + (isNamed ? namedScore : 0)
    if (score > 0) suggested.push({ topic, score })
  }
  return suggested.sort((a, b) => b.score - a.score || a.topic.localeCompare(b.topic, 'en'))
}

/** Measures suggestions on picks that are filed already, beside what always naming the most frequent topics would reach. */
export function leaveOneOutPrecision(picks: readonly (TopicText & { topics: readonly string[] })[], k: number): Precision {
  const filed = indexFiled(picks)
  let suggested = 0
  let byFrequency = 0
  for (const [at, pick] of picks.entries()) {
    const carries = (topic: string) => pick.topics.includes(topic)
    const frequent = [...filed.topics]
      .map(([topic, count]) => ({ topic, count: count - (carries(topic) ? 1 : 0) }))
      .sort((a, b) => b.count - a.count || a.topic.localeCompare(b.topic, 'en'))
    suggested += suggestTopics(pick, filed, at)
      .slice(0, k)
      .filter(({ topic }) => carries(topic)).length
    byFrequency += frequent.slice(0, k).filter(({ topic, count }) => count > 0 && carries(topic)).length
  }
  const share = (hits: number) => (picks.length === 0 ? 0 : hits / (k * picks.length))
  return { k, suggested: share(suggested), byFrequency: share(byFrequency) }
}

/** How like the text each filed pick is, from 0 to 1 (the cosine of what their words say). */
function likenessTo(text: TopicText, { picks, postings }: FiledPicks): Float64Array {
  const products = new Float64Array(picks.length)
  let square = 0
  for (const [stem, weight] of weightsOf(text)) {
    const rare = rarity(postings, stem, picks.length)
    square += (weight * rare) ** 2
    for (const { pick, weight: other } of postings.get(stem) ?? [])
      products[pick] = (products[pick] ?? 0) + weight * other * rare ** 2
  }
  return products.map((product, pick) => product / (Math.sqrt(square || 1) * (picks[pick]?.length || 1)))
}

function weightsOf(text: TopicText): Map<string, number> {
  const counts = new Map<string, number>()
  const stems = [
    ...tellingStems(textOf(text)),
    ...Array(headlineCounts - 1)
      .fill(tellingStems(text.headline))
      .flat(),
  ]
  for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  return new Map([...counts].map(([stem, count]) => [stem, 1 + Math.log(count)]))
}

function rarity(postings: ReadonlyMap<string, readonly Posting[]>, stem: string, picks: number): number {
  return Math.log(1 + picks / (1 + (postings.get(stem)?.length ?? 0)))
}

function textOf({ headline, introduction, excerpt }: TopicText): string {
  return [headline, ...introduction, plainText(excerpt)].join('\n')
}
