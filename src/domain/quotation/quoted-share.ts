import type { HouseStyle } from '../house-style.ts'
import type { Excerpt } from '../pick.ts'
import { runsOf } from './excerpt-runs.ts'
import { countWords, type SourceIndex } from './source-index.ts'

/** How much of a source an excerpt quotes. Glosses are the editor's own words and don't count. */
export type QuotedShare = {
  words: number
  sourceWords: number
  /** Of the source's words, in per cent; 0 of a source without words. */
  percent: number
  /** How many more words the limit leaves room for; negative when it is passed, null without a limit. */
  wordsLeft: number | null
  runs: number
  elisions: number
  glosses: number
}

/** Counts what is quoted, under a limit in per cent of the source's words or without one. A word shown in part ("[T]he") counts whole. */
export function quotedShare(
  excerpt: Excerpt,
  source: SourceIndex,
  { style, limit }: { style: Pick<HouseStyle, 'quotes'>; limit: number | null },
): QuotedShare {
  const { runs } = runsOf(excerpt, style)
  const words = runs.reduce((sum, run) => sum + countWords(run.compared), 0)
  const sourceWords = source.wordFrom.length
  const pieces = excerpt.flat()
  return {
    words,
    sourceWords,
    percent: sourceWords === 0 ? 0 : (words / sourceWords) * 100,
    wordsLeft: limit === null ? null : Math.floor((sourceWords * limit) / 100) - words,
    runs: runs.length,
    elisions: pieces.filter(({ kind }) => kind === 'elision').length,
    glosses: pieces.filter(({ kind }) => kind === 'gloss').length,
  }
}
