import { alignWords, type Step } from './align-words.ts'
import type { PlacedRun } from './excerpt-runs.ts'
import type { Place } from './find-places.ts'
import { bareOf, type SourceIndex, tokensOf } from './source-index.ts'

/** A place of the source that a run resembles, and how: the steps from the source's tokens (counted from `first`) to the run's. */
export type NearPlace = { place: Place; first: number; steps: readonly Step[] }

type Shifts = { start: number; end: number }

/** So many words at either end of a run say where in the source it was taken from. */
const tellingWords = 12
/** So many words beside that place are looked at in case one at the very end of the run was left out. */
const slack = 8
/** A run taken to stand here has no more words left out in the middle than this. */
const mostDropped = 3_000
const mostPlaces = 3
/** So many places of words are looked at, and always those of the rarest one. */
const mostVotes = 1_500
/** Runs that differ by more words than this are not shown word by word. */
const mostEdits = 400

/** The likeliest places of a run that stands nowhere to the letter, the best first; none where less than a third of it is there. */
export function findNearest(index: SourceIndex, run: PlacedRun): NearPlace[] {
  const words = tokensOf(run.compared).map(({ text }) => text)
  const found: NearPlace[] = []
  const offset = Math.max(0, words.length - tellingWords)
  const ends = likelyShifts(index, words.slice(offset), offset)
  for (const start of likelyShifts(index, words.slice(0, tellingWords), 0)) {
    const end = ends.find((shift) => shift >= start - slack && shift - start <= mostDropped) ?? start
    const near = alignAt(index, run, words, { start, end })
    if (near !== null) found.push(near)
  }
  return found.sort((a, b) => a.place.differing - b.place.differing)
}

/** By how much the places of these words in the source are further on than in the run; what most words agree on comes first. */
function likelyShifts(index: SourceIndex, words: readonly string[], offset: number): number[] {
  const votes = new Map<number, number>()
  const known = words.map((word, at) => ({ at, places: index.tokenPlaces.get(bareOf(word)) ?? [] }))
  let left = mostVotes
  // The rarest words tell most, and "the" next to nothing.
  for (const { at, places } of known.sort((a, b) => a.places.length - b.places.length)) {
    if (left < mostVotes && places.length > left) break
    left -= places.length
    for (const place of places) {
      const shift = place - at - offset
      votes.set(shift, (votes.get(shift) ?? 0) + 1 / places.length ** 0.5)
    }
  }
  return mostVoted(votes)
}

/** The few shifts with the most votes, without those that have less than half as many as the first. */
function mostVoted(votes: ReadonlyMap<number, number>): number[] {
  const best: [shift: number, votes: number][] = []
  for (const [shift, count] of votes) {
    const least = best[mostPlaces - 1]
    if (least && (least[1] > count || (least[1] === count && least[0] < shift))) continue
    best.push([shift, count])
    best.sort((a, b) => b[1] - a[1] || a[0] - b[0]).splice(mostPlaces)
  }
  const most = best[0]?.[1] ?? 0
  return best.filter(([, count]) => count * 2 >= most).map(([shift]) => shift)
}

function alignAt(index: SourceIndex, run: PlacedRun, words: readonly string[], { start, end }: Shifts): NearPlace | null {
  const first = Math.max(0, start - slack)
  const source = index.tokens.slice(first, Math.max(first, end + words.length + slack))
  const steps = withoutOuter(alignWords(source, withEdges(index, run, words, { start, end }), mostEdits), source, words.length)
  const same = steps.filter(({ kind }) => kind === 'same').length
  const shared = steps.flatMap((step) => (step.kind === 'added' ? [] : [first + step.before]))
  const [head, tail] = [shared[0], shared.at(-1)]
  if (same * 3 < words.length || head === undefined || tail === undefined) return null
  const from = index.tokenFrom[head] ?? 0
  const to = (index.tokenFrom[tail] ?? 0) + (index.tokens[tail]?.length ?? 0)
  return { place: { from, to, begin: from, differing: Math.max(1, steps.length - same) }, first, steps }
}

/** The run's words with the first and last as the source has them close by, where they differ only in what a cut may take off. */
function withEdges(index: SourceIndex, run: PlacedRun, words: readonly string[], { start, end }: Shifts): string[] {
  const [head = '', tail = ''] = [words[0], words.at(-1)]
  const first = tokenNear(index, start, (token, from) => {
    const cut = token.length - head.length
    if (!token.endsWith(head)) return false
    return run.joinedBefore === null ? !index.isInside[from + cut] : mayStandFor(run.joinedBefore, token.slice(0, cut))
  })
  const last = tokenNear(index, end + words.length - 1, (token, from) => {
    return token.startsWith(tail) && (run.joinedAfter !== null || !index.isInside[from + tail.length])
  })
  return words.map((word, at) => (at === 0 ? (first ?? word) : at === words.length - 1 ? (last ?? word) : word))
}

/** A letter in brackets stands for itself in the other case; longer glosses for any part of a word. */
function mayStandFor(gloss: string, part: string): boolean {
  return [...gloss].length > 1 || gloss.toLowerCase() === part.toLowerCase()
}

function tokenNear(index: SourceIndex, at: number, isFitting: (token: string, from: number) => boolean): string | null {
  for (let distance = 0; distance <= slack; distance++) {
    for (const place of [at - distance, at + distance]) {
      const token = index.tokens[place]
      if (token !== undefined && isFitting(token, index.tokenFrom[place] ?? 0)) return token
    }
  }
  return null
}

/**
 * Without the source's words before the first and after the last that belong to the run. A first or last word that stands twice is
 * taken from where it is closer to the rest.
 */
function withoutOuter(steps: readonly Step[], source: readonly string[], words: number): Step[] {
  const mirrored = (all: readonly Step[]) => all.map((step) => mirror(step, source.length, words)).reverse()
  const fromStart = withoutLeading(steps, source)
  return mirrored(withoutLeading(mirrored(fromStart), [...source].reverse()))
}

function withoutLeading(steps: readonly Step[], source: readonly string[]): Step[] {
  const opening = steps.slice(0, indexOfSame(steps))
  const added = opening.filter(({ kind }) => kind === 'added')
  const altered = opening.filter(({ kind }) => kind === 'missing').slice(-added.length || opening.length)
  const bare = [...altered, ...added, ...steps.slice(opening.length)]
  const same = bare.slice(0, indexOfOther(bare, 'same', 0))
  const left = bare.slice(same.length, indexOfOther(bare, 'missing', same.length))
  const moved = same.map((step) => (step.kind === 'same' ? { ...step, before: step.before + left.length } : step))
  const isRepeated = same.every((step, at) => {
    const further = moved[at]
    return step.kind === 'same' && further?.kind === 'same' && source[step.before] === source[further.before]
  })
  return isRepeated && same.length > 0 ? [...moved, ...bare.slice(same.length + left.length)] : bare
}

function indexOfSame(steps: readonly Step[]): number {
  const found = steps.findIndex(({ kind }) => kind === 'same')
  return found < 0 ? steps.length : found
}

function indexOfOther(steps: readonly Step[], kind: Step['kind'], from: number): number {
  let at = from
  while (steps[at]?.kind === kind) at++
  return at
}

function mirror(step: Step, before: number, after: number): Step {
  if (step.kind === 'missing') return { kind: 'missing', before: before - 1 - step.before }
  if (step.kind === 'added') return { kind: 'added', after: after - 1 - step.after }
  return { kind: 'same', before: before - 1 - step.before, after: after - 1 - step.after }
}
