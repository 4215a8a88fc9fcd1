import type { HouseStyle } from '../house-style.ts'
import type { Excerpt, Gloss, Piece, Run } from '../pick.ts'
import { comparedText } from './compared-text.ts'

/** A run of an excerpt that has words or marks, with what touches it. */
export type PlacedRun = {
  /** Where it stands in the excerpt, both from 0. */
  paragraph: number
  piece: number
  text: string
  /** The same in the form in which it is compared. */
  compared: string
  /** The gloss that is joined to its first letter ("[T]he") or last one ("walk[ed]"), or null. */
  joinedBefore: string | null
  joinedAfter: string | null
}

/** A gloss on its way between two runs, with the space it is printed with. */
export type GapGloss = { text: string; before: '' | ' '; after: '' | ' ' }

/** What an excerpt shows between two runs, before the first or after the last, in its order. */
export type GapPart = { kind: 'elision' } | { kind: 'break' } | ({ kind: 'gloss' } & GapGloss)
export type Gap = readonly GapPart[]

/** The runs of an excerpt and the gaps around them: always one gap more than runs. */
export type ExcerptRuns = { runs: PlacedRun[]; gaps: Gap[] }

/** Takes an excerpt apart. Runs that are only white space are part of the gap they stand in. */
export function runsOf(excerpt: Excerpt, style: Pick<HouseStyle, 'quotes'>): ExcerptRuns {
  const runs: PlacedRun[] = []
  const gaps: Gap[] = []
  let gap: GapPart[] = []
  for (const [number, pieces] of excerpt.entries()) {
    const paragraph = withRunsJoined(pieces)
    if (number > 0) gap.push({ kind: 'break' })
    for (const [at, piece] of paragraph.entries()) {
      const before = textOfGloss(piece.kind === 'run' && /^\s/.test(piece.text) ? undefined : paragraph[at - 1])
      const after = textOfGloss(piece.kind === 'run' && /\s$/.test(piece.text) ? undefined : paragraph[at + 1])
      const joinedAt = { start: before !== null, end: after !== null }
      const compared = piece.kind === 'run' ? comparedText(piece.text, style, joinedAt).text : ''
      if (piece.kind === 'elision') gap.push({ kind: 'elision' })
      else if (piece.kind === 'gloss') gap.push(gapGloss(paragraph, at, piece))
      else if (compared !== '') {
        gaps.push(gap)
        gap = []
        runs.push({
          paragraph: number,
          piece: at,
          text: piece.text,
          compared,
          joinedBefore: before,
          joinedAfter: after,
        })
      }
    }
  }
  gaps.push(gap)
  return { runs, gaps }
}

/** Whether words may be left out in this gap without more being said. */
export function hasElision(gap: Gap): boolean {
  return gap.some(({ kind }) => kind === 'elision')
}

/** The glosses of a gap. */
export function glossesOf(gap: Gap): GapGloss[] {
  return gap.flatMap((part) => (part.kind === 'gloss' ? [part] : []))
}

/** Whether a new paragraph begins in the gap. */
export function hasBreak(gap: Gap): boolean {
  return gap.some(({ kind }) => kind === 'break')
}

/** Two runs side by side, which no reading gives, are printed as one and so checked as one. */
function withRunsJoined(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (piece.kind === 'run' && last?.kind === 'run') joined[joined.length - 1] = { kind: 'run', text: last.text + piece.text }
    else joined.push(piece)
  }
  return joined
}

function gapGloss(paragraph: readonly Piece[], at: number, { text }: Gloss): GapPart {
  const before = paragraph[at - 1]
  const after = paragraph[at + 1]
  return {
    kind: 'gloss',
    text,
    before: before?.kind === 'run' && before.text.endsWith(' ') ? ' ' : '',
    // Between two glosses the space is the second one's.
    after: after?.kind === 'run' && after.text.startsWith(' ') && !(isBlank(after) && isGloss(paragraph[at + 2])) ? ' ' : '',
  }
}

function isBlank({ text }: Run): boolean {
  return text.trim() === ''
}

function isGloss(piece: Piece | undefined): boolean {
  return piece?.kind === 'gloss'
}

function textOfGloss(piece: Piece | undefined): string | null {
  return piece?.kind === 'gloss' ? piece.text : null
}
