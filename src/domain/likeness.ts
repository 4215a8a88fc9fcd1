import type { Lead } from './pick.ts'
import { fold, stem, wordsOf } from './text-words.ts'

const topicWeight = 1
const textWeight = 1.5
const dateWeight = 0.05
const dayInMs = 86_400_000
/** Words too common to say what a pick is about. */
const common = new Set(
  'the and that with from have this were which their they been into than about would there when what more only other some could them then these after over also such most between where during under while before because through being both does each even many much same should those very well will your upon without within among against'.split(
    ' ',
  ),
)

/**
 * Puts candidates in the order in which they should follow a pick: shared topics and shared words first, nearness in time
 * where those say nothing. A topic or word counts for less the more candidates have it (the idea of inverse document frequency).
 */
export function rankByLikeness(pick: Lead, candidates: readonly Lead[]): Lead[] {
  const signs = candidates.map((lead) => ({
    lead,
    topics: new Set(lead.topics.map((topic) => topic.slug)),
    words: tellingWords(lead),
  }))
  const rarity = (has: (sign: (typeof signs)[number]) => boolean) =>
    1 / (1 + signs.filter(has).length / Math.max(signs.length, 1))
  const topics = pick.topics.map(({ slug }) => ({ slug, weight: rarity((sign) => sign.topics.has(slug)) }))
  const words = tellingWords(pick)
  const weights = new Map([...words].map((text) => [text, rarity((sign) => sign.words.has(text)) ** 2]))

  const score = (sign: (typeof signs)[number]) => {
    const byTopic =
      topics.reduce((sum, topic) => sum + (sign.topics.has(topic.slug) ? topic.weight : 0), 0) /
      Math.max(topics.length, sign.topics.size, 1)
    let shared = 0
    for (const text of sign.words) shared += weights.get(text) ?? 0
    const byText = shared / Math.sqrt(Math.max(words.size, 1) * Math.max(sign.words.size, 1))
    return topicWeight * byTopic + textWeight * byText + dateWeight / (1 + daysBetween(pick, sign.lead))
  }
  return signs
    .map((sign) => ({ lead: sign.lead, score: score(sign) }))
    .sort((a, b) => b.score - a.score || b.lead.id - a.lead.id)
    .map(({ lead }) => lead)
}

/** The words by which a pick can be found again: those of its headline and topics, then the longest of its introduction. */
export function distinctiveWords(lead: Lead, limit: number): string[] {
  const first = wordsOf([lead.headline, ...lead.topics.map((topic) => topic.name)].join(' '))
  const rest = wordsOf(lead.introduction.join(' ')).sort((a, b) => b.text.length - a.text.length)
  const telling = [...first, ...rest].map((word) => fold(word.text)).filter(isTelling)
  return [...new Set(telling)].slice(0, limit)
}

/** The stems of the words that say what a text is about, in order and as often as they come. */
export function tellingStems(text: string): string[] {
  return wordsOf(text)
    .filter((word) => isTelling(fold(word.text)))
    .map((word) => stem(word.text))
}

function tellingWords(lead: Lead): Set<string> {
  return new Set(tellingStems([lead.headline, ...lead.introduction].join(' ')))
}

function isTelling(folded: string): boolean {
  return folded.length > 3 && !common.has(folded)
}

function daysBetween(a: Lead, b: Lead): number {
  return Math.abs(Date.parse(a.date) - Date.parse(b.date)) / dayInMs
}
