import { authorOf } from './attribution.ts'
import type { HouseStyle } from './house-style.ts'
import { sentencesOf } from './sentences.ts'

const irregular: Record<string, string> = { has: 'have', replies: 'reply' }

/**
 * The last sentence of an introduction, as import reads it: "Mara Ellison writes:". `verb` is how the magazine last introduced this source
 * ("puts it this way"), for one author; for several its first word is put in the plural. Null when no author is known.
 */
export function suggestAttribution(
  author: string | null,
  { attribution }: Pick<HouseStyle, 'attribution'>,
  verb: string | null = null,
): string | null {
  const name = (author ?? '').trim()
  if (name === '') return null
  const chosen = verb ?? attribution.verb
  return attribution.sentence.replace(/\{(author|verb)\}/g, (_, part) =>
    part === 'author' ? name : isSeveral(name) ? pluralOf(chosen) : chosen,
  )
}

/**
 * Every attribution worth offering, the likeliest first: in the words that introduced this source before (`remembered`, the latest first), then
 * in the house's own. None when no author is known.
 */
export function suggestAttributions(
  author: string | null,
  { attribution }: Pick<HouseStyle, 'attribution'>,
  remembered: readonly string[],
): string[] {
  const verbs = new Set([...remembered, attribution.verb, ...attribution.otherVerbs])
  return [...verbs].flatMap((verb) => suggestAttribution(author, { attribution }, verb) ?? [])
}

/** The words after the author's name with which an introduction ends ("comments"), to be remembered for its source; null where they aren't certain. */
export function attributionVerbOf(introduction: readonly string[]): string | null {
  const author = authorOf(introduction)
  const last = sentencesOf(introduction.at(-1) ?? '').at(-1) ?? ''
  if (author === null || isSeveral(author) || !last.startsWith(`${author} `)) return null
  return last.slice(author.length + 1).replace(/[:：]["'”’»]*$/, '')
}

function isSeveral(author: string): boolean {
  return author.includes(' and ')
}

function pluralOf(verb: string): string {
  const [first = '', ...more] = verb.split(' ')
  const plural = irregular[first] ?? first.replace(/(?<!s)s$/, '')
  return [plural, ...more].join(' ')
}
