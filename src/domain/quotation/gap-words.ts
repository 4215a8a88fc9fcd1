import { dots } from './compared-text.ts'
import { type Gap, glossesOf, hasElision } from './excerpt-runs.ts'
import type { Place } from './find-places.ts'
import { countWords, type SourceIndex, wordsBetween } from './source-index.ts'

/** A gloss may stand in place of so many words of the source; more are left out only with an elision. */
const mostReplaced = 6

/** What lies between two runs, held against what the excerpt shows there. */
export type GapTruth = 'adjoining' | 'elided' | 'own-dots' | 'empty-elision' | 'glossed' | 'unmarked'

const OWN_MARK = new RegExp(`[${dots}[\\]]`)
const OWN_BRACKETS = /\[[^\]]*\]/g

/** Says whether an excerpt tells the truth about what it leaves out between a run that ends at `end` and the next one. */
export function judgeGap(index: SourceIndex, gap: Gap, end: number, next: Place): GapTruth {
  const between = index.compared.text.slice(end, next.begin)
  if (hasElision(gap)) {
    if (wordsBetween(index, end, next.begin) > 0) return 'elided'
    return OWN_MARK.test(between) ? 'own-dots' : 'empty-elision'
  }
  if (glossesLeft(gap, next) === 0) return between.trim() === '' ? 'adjoining' : 'unmarked'
  return countWords(between.replace(OWN_BRACKETS, ' ')) <= mostReplaced ? 'glossed' : 'unmarked'
}

/** How many glosses of the gap before a run are more than its first letter in the other case. */
export function glossesLeft(gap: Gap, next: Place): number {
  return glossesOf(gap).length - (next.begin < next.from ? 1 : 0)
}
