import { dots } from './compared-text.ts'
import { type Gap, hasElision } from './excerpt-runs.ts'
import { type SourceIndex, wordsBetween } from './source-index.ts'

/** What is left of a gap when marks of the source's own are taken from it, and the place in the compared text up to which they were. */
export type PastOwnMarks = { gap: Gap; place: number }

const AHEAD = new RegExp(`[ .]*(?:(${dots})|\\[([^[\\]]+)\\])`, 'y')
const BEHIND = new RegExp(`(?:(${dots})|\\[([^[\\]]+)\\])[ .]*$`)
/** No further back than this is looked for where a mark begins. */
const longestMark = 400

/**
 * Dots and brackets of the source's own that follow a run, as far as the excerpt shows the same ones there. Nothing is taken that has to say
 * that words are left out before the place `to`.
 */
export function pastOwnMarks(index: SourceIndex, gap: Gap, { from, to }: { from: number; to: number | null }): PastOwnMarks {
  const { text } = index.compared
  let past: PastOwnMarks = { gap, place: from }
  let found = past
  for (;;) {
    AHEAD.lastIndex = past.place
    const mark = AHEAD.exec(text)
    const place = AHEAD.lastIndex
    if (mark === null || place > (to ?? text.length) || !isSame(mark, past.gap[0])) return found
    past = { gap: past.gap.slice(1), place }
    const isTrue =
      to === null
        ? mark[2] !== undefined || past.gap[0]?.kind === 'gloss'
        : hasElision(past.gap) || wordsBetween(index, place, to) === 0
    if (isTrue) found = past
  }
}

/** The same for those that come before a run; `from` is where nothing else is left out after. */
export function beforeOwnMarks(index: SourceIndex, gap: Gap, { from, to }: { from: number | null; to: number }): PastOwnMarks {
  let past: PastOwnMarks = { gap, place: to }
  let found = past
  for (;;) {
    const start = Math.max(from ?? 0, past.place - longestMark)
    const mark = BEHIND.exec(index.compared.text.slice(start, past.place))
    if (mark === null || !isSame(mark, past.gap.at(-1))) return found
    past = { gap: past.gap.slice(0, -1), place: start + mark.index }
    const isTrue =
      from === null
        ? mark[2] !== undefined || past.gap.at(-1)?.kind === 'gloss'
        : hasElision(past.gap) || wordsBetween(index, from, past.place) === 0
    if (isTrue) found = past
  }
}

function isSame(mark: RegExpExecArray, part: Gap[number] | undefined): boolean {
  if (mark[1] !== undefined) return part?.kind === 'elision'
  return part?.kind === 'gloss' && part.text.normalize('NFC') === mark[2]?.trim()
}
