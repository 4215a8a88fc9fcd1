import type { PlacedRun } from './excerpt-runs.ts'
import type { SourceIndex } from './source-index.ts'

/** Where a run stands in the compared text of the source. */
export type Place = {
  from: number
  to: number
  /** Where what it shows of the source begins: one letter before `from` where that letter's case is given in brackets. */
  begin: number
  /** How many words are not as in the source; 0 where it is verbatim. */
  differing: number
}

/**
 * Every place of the source in which a run stands to the letter, in order. It begins and ends with whole words, except where a gloss is
 * joined to it: a single letter in brackets must be the letter of the source in the other case, anything longer may stand for a part of a word.
 */
export function findPlaces(index: SourceIndex, run: PlacedRun): Place[] {
  const places: Place[] = []
  const { text } = index.compared
  for (let from = text.indexOf(run.compared); from >= 0; from = text.indexOf(run.compared, from + 1)) {
    const to = from + run.compared.length
    if (run.joinedAfter === null && index.isInside[to]) continue
    const begin = beginOf(index, run, from)
    if (begin !== null) places.push({ from, to, begin, differing: 0 })
  }
  return places
}

/** Whether a gloss is one letter, which joined to a word can only be its first one in the other case. */
function isLetter(gloss: string): boolean {
  return /^\p{L}\p{M}*$/u.test(gloss)
}

function beginOf(index: SourceIndex, run: PlacedRun, from: number): number | null {
  const gloss = run.joinedBefore
  if (gloss === null) return index.isInside[from] ? null : from
  if (!isLetter(gloss) || !/^[\p{L}\p{M}'-]/u.test(run.compared) || isOwn(index, gloss, from)) return from
  // Beside a mark, or a word of a script that puts no spaces between them, it is no part of the word.
  if (!index.isInside[from] && !/^[\p{Ll}\p{Lu}\p{Lt}\p{M}]/u.test(run.compared)) return from
  const begin = from - lengthOfLast(index.compared.text, from)
  if (begin === from || index.isInside[begin] || !index.isInside[from]) return null
  const covered = index.compared.text.slice(begin, from)
  const composed = gloss.normalize('NFC')
  return covered !== composed && covered.toLowerCase() === composed.toLowerCase() ? begin : null
}

/** Whether the source itself has this gloss here. */
function isOwn({ compared }: SourceIndex, gloss: string, end: number): boolean {
  return compared.text.startsWith(`[${gloss.normalize('NFC')}]`, end - gloss.normalize('NFC').length - 2)
}

function lengthOfLast(text: string, end: number): number {
  const last = text.slice(Math.max(0, end - 2), end)
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(last) ? 2 : Math.min(1, end)
}
