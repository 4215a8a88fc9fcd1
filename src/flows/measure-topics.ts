import { eachPickText } from '../data/picks.ts'
import type { Db } from '../data/schema.ts'
import type { HouseStyle } from '../domain/house-style.ts'
import type { PickText } from '../domain/pick.ts'
import { parsePicks } from '../domain/pick-text.ts'
import { leaveOneOutPrecision, type Precision } from '../domain/suggest-topics.ts'

/** How well topics are suggested in this magazine: picks and topics it was measured on, and the precision at 1 and at 3. */
export type TopicMeasure = { picks: number; topics: number; precisions: Precision[] }

/** Suggests topics for every pick that is filed, drafts too, from all the others, and counts how many were right. Reads every excerpt. */
export async function measureTopics(db: Db, style: HouseStyle): Promise<TopicMeasure> {
  const picks: PickText[] = []
  for await (const text of eachPickText(db, { publishedOnly: false })) {
    const parsed = parsePicks(text, style)
    if (parsed.ok) picks.push(...parsed.picks.filter((pick) => pick.topics.length > 0))
  }
  const topics = new Set(picks.flatMap((pick) => pick.topics)).size
  return { picks: picks.length, topics, precisions: [1, 3].map((k) => leaveOneOutPrecision(picks, k)) }
}
