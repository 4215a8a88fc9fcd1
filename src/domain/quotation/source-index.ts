import type { HouseStyle } from '../house-style.ts'
import { type ComparedText, comparedText, dash, dots } from './compared-text.ts'

/** Part of a source: where it begins and ends in characters of the captured text, its first word (from 0) and how many it has. */
export type Span = { start: number; end: number; firstWord: number; words: number }

/** A captured text made ready for any number of checks. A plain value that never changes: keep it as long as the text is the same. */
export type SourceIndex = {
  original: string
  compared: ComparedText
  /** Where each word begins and ends in the compared text, without the punctuation around it. */
  wordFrom: Uint32Array
  wordTo: Uint32Array
  /** Not 0 where a cut in the compared text would fall inside a word. */
  isInside: Uint8Array
  /** What stands between spaces, dashes, brackets and dots of the source's own, and those marks themselves. */
  tokens: readonly string[]
  tokenFrom: Uint32Array
  /** The places of each token among the tokens, by its bare form. */
  tokenPlaces: ReadonlyMap<string, readonly number[]>
}

const TOKEN = new RegExp(`[${dash}${dots}[\\]]|[^ ${dash}${dots}[\\]]+`, 'g')
/** What makes a word; a number's sign and a sum's currency belong to it, as does what stands between two such characters. */
const CORE = /(?:[-−](?=\p{N}))?[\p{L}\p{N}\p{M}\p{S}%‰@#&](?:.*[\p{L}\p{N}\p{M}\p{S}%‰@#&])?/u
const EDGED = /^[^\p{L}\p{N}]|[^\p{L}\p{N}]$/u
const MARKS = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu
const PLAIN = /^["'(]*[A-Za-z]+["'),.;:?!]*$/
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u
const CLUSTER = /\P{M}\p{M}*/gu

/** Reads a captured text, each line of it a paragraph. Time grows with its length alone. */
export function indexSource(original: string, style: Pick<HouseStyle, 'quotes'>): SourceIndex {
  const compared = comparedText(original, style)
  const isInside = new Uint8Array(compared.text.length + 1)
  const words: { from: number; to: number }[] = []
  const tokens: string[] = []
  const tokenFrom: number[] = []
  const tokenPlaces = new Map<string, number[]>()
  for (const { 0: token, index } of compared.text.matchAll(TOKEN)) {
    const bare = bareOf(token)
    const places = tokenPlaces.get(bare)
    if (places) places.push(tokens.length)
    else tokenPlaces.set(bare, [tokens.length])
    tokens.push(token)
    tokenFrom.push(index)
    for (const word of wordsIn(token)) {
      words.push({ from: index + word.from, to: index + word.to })
      for (let at = index + word.from + 1; at < index + word.to; at++) isInside[at] = 1
    }
  }
  const wordFrom = Uint32Array.from(words, ({ from }) => from)
  const wordTo = Uint32Array.from(words, ({ to }) => to)
  return { original, compared, wordFrom, wordTo, isInside, tokens, tokenFrom: Uint32Array.from(tokenFrom), tokenPlaces }
}

/** The tokens of a text brought into the form in which it is compared. */
export function tokensOf(compared: string): { text: string; from: number }[] {
  return Array.from(compared.matchAll(TOKEN), (match) => ({ text: match[0], from: match.index }))
}

/** A token without the marks around it, or the mark that it is. */
export function bareOf(token: string): string {
  return EDGED.test(token) ? token.replace(MARKS, '') || token : token
}

/** How many words a compared text has, as they are counted everywhere: "well-known" is one. */
export function countWords(compared: string): number {
  let count = 0
  for (const [token] of compared.matchAll(TOKEN)) count += wordsIn(token).length
  return count
}

/** How many words end at or before a place of the compared text. */
export function wordsBefore({ wordTo }: SourceIndex, place: number): number {
  return firstAbove(wordTo, place)
}

/** How many words stand between two places, parts of words included. */
export function wordsBetween({ wordFrom, wordTo }: SourceIndex, from: number, to: number): number {
  return Math.max(0, firstAbove(wordFrom, to - 1) - firstAbove(wordTo, from))
}

/** The same part of the source in characters of the captured text and in words, without the spaces around it. */
export function spanOf(index: SourceIndex, first: number, last: number): Span {
  const { compared, original } = index
  const from = first < last && compared.text[first] === ' ' ? first + 1 : first
  const to = from < last && compared.text[last - 1] === ' ' ? last - 1 : last
  const start = from < compared.from.length ? (compared.from[from] ?? 0) : original.length
  const end = to > from ? (compared.to[to - 1] ?? start) : start
  return { start, end, firstWord: wordsBefore(index, from), words: wordsBetween(index, from, to) }
}

/** The place in the compared text of a character of the captured one; of white space the place after it. */
export function placeAt({ compared }: SourceIndex, offset: number): number {
  return firstAbove(compared.to, offset)
}

/** How many of the ascending numbers are not above a limit. */
export function firstAbove(numbers: { readonly [index: number]: number; readonly length: number }, limit: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

/** The words inside a token: one for most, one a character in scripts that put no spaces between them, none for punctuation. */
function wordsIn(token: string): { from: number; to: number }[] {
  const core = coreOf(token)
  if (core === null) return []
  const text = token.slice(core.from, core.to)
  if (!UNSPACED.test(text)) return [core]
  const words: { from: number; to: number; isAlone: boolean }[] = []
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    const isAlone = UNSPACED.test(cluster)
    const last = words.at(-1)
    const to = core.from + index + cluster.length
    if (last && !last.isAlone && !isAlone) last.to = to
    else words.push({ from: core.from + index, to, isAlone })
  }
  return words.filter(({ from, to }) => coreOf(token.slice(from, to)) !== null)
}

function coreOf(token: string): { from: number; to: number } | null {
  if (PLAIN.test(token)) {
    const from = token.search(/[A-Za-z]/)
    return { from, to: from + (/^[A-Za-z]+/.exec(token.slice(from))?.[0].length ?? 0) }
  }
  const found = CORE.exec(token)
  return found ? { from: found.index, to: found.index + found[0].length } : null
}
