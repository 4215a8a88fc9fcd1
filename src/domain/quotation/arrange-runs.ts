import { type ExcerptRuns, type Gap, hasElision } from './excerpt-runs.ts'
import type { Place } from './find-places.ts'
import { judgeGap } from './gap-words.ts'
import { countWords, firstAbove, type SourceIndex, wordsBetween } from './source-index.ts'

/** For each run where it is taken to stand, in ascending order; null where it can't be placed in order. */
export type Arrangement = readonly (Place | null)[]

/** The best way found so far that places its last run so that it ends at `end`. */
type Way = { end: number; cost: number; run: number; place: Place | null; before: Way | null }
/** Ways by their end, ascending, and for each the cheapest up to it, the earliest of those. */
type Ways = { ways: readonly Way[]; ends: Uint32Array; cheapest: readonly Way[] }
type Candidates = ExcerptRuns & { places: readonly (readonly Place[])[] }

// Each of these outweighs any number of the ones below it that an excerpt can have.
const costOf = { word: 1e9, unmarked: 1e5, differing: 10, emptyElision: 1, replaced: 0.001 }
/** Beyond so many words between two runs nothing but an elision can be true. */
const nearWords = 40

/**
 * Chooses where each run stands when passages occur more than once: of all ways that keep the order, the one that leaves the fewest words
 * unplaced, then the fewest words out without a mark, then the fewest elisions with nothing left out,
 * then the fewest words that a gloss stands for; among equals the earliest.
 *
 * It looks at every way, not only at the earliest place of each run: that one is always as good as any where an elision follows, for it
 * leaves the most room, but a run that has to adjoin the one before it may stand only at a later place of both. So for every place of a
 * run the cheapest way to it is kept (what comes after depends on nothing else), and the last run's cheapest is the answer.
 */
export function arrangeRuns(index: SourceIndex, { runs, gaps, places }: Candidates): Arrangement {
  let last: Ways = waysBy([])
  let skipped: Way[] = [{ end: 0, cost: 0, run: -1, place: null, before: null }]
  for (const [run, { compared }] of runs.entries()) {
    const earlier = waysBy(skipped)
    const here: Way[] = []
    for (const place of places[run] ?? []) {
      const way = wayTo(index, { gap: gaps[run] ?? [], run, place }, last, earlier)
      if (way !== null) here.push(way)
    }
    const penalty = costOf.word * Math.max(1, countWords(compared))
    skipped = worthKeeping([...skipped, ...last.ways], penalty)
    last = waysBy(here.sort((a, b) => a.end - b.end))
  }
  const best = waysBy(worthKeeping([...skipped, ...last.ways], 0)).cheapest.at(-1) ?? null
  return placesOf(best, runs.length)
}

type Option = { before: Way; cost: number }
type Wanted = { gap: Gap; run: number; place: Place }

/** The cheapest way to a place: past a run that was left out, or from the run before with what its gap costs. */
function wayTo(index: SourceIndex, { gap, run, place }: Wanted, last: Ways, earlier: Ways): Way | null {
  const options: Option[] = []
  const past = earlier.cheapest[firstAbove(earlier.ends, place.begin) - 1]
  if (past) options.push({ before: past, cost: past.cost })
  let at = firstAbove(last.ends, place.begin) - 1
  for (; at >= 0; at--) {
    const before = last.ways[at]
    if (before === undefined || wordsBetween(index, before.end, place.begin) > nearWords) break
    options.push({ before, cost: before.cost + gapCost(index, gap, before.end, place) })
  }
  const far = last.cheapest[at]
  if (far) options.push({ before: far, cost: far.cost + (hasElision(gap) ? 0 : costOf.unmarked) })
  const best = options.reduce<Option | null>((least, option) => (least && least.cost < option.cost ? least : option), null)
  return best && { end: place.to, cost: best.cost + place.differing * costOf.differing, run, place, before: best.before }
}

function gapCost(index: SourceIndex, gap: Gap, end: number, place: Place): number {
  const truth = judgeGap(index, gap, end, place)
  if (truth === 'unmarked') return costOf.unmarked
  if (truth === 'glossed') return costOf.replaced * wordsBetween(index, end, place.begin)
  return truth === 'empty-elision' ? costOf.emptyElision : 0
}

function waysBy(ways: readonly Way[]): Ways {
  const cheapest: Way[] = []
  for (const way of ways) {
    const before = cheapest.at(-1)
    cheapest.push(before === undefined || way.cost < before.cost ? way : before)
  }
  return { ways, ends: Uint32Array.from(ways, ({ end }) => end), cheapest }
}

/** Of ways that leave a run out, those that no other one beats: what comes next needs only room after their end. */
function worthKeeping(ways: Way[], penalty: number): Way[] {
  const kept: Way[] = []
  for (const way of ways.sort((a, b) => a.end - b.end || a.cost - b.cost)) {
    const before = kept.at(-1)
    if (before === undefined || way.cost < before.cost) kept.push(way)
  }
  return penalty === 0 ? kept : kept.map((way) => ({ ...way, cost: way.cost + penalty }))
}

function placesOf(best: Way | null, runs: number): Arrangement {
  const arrangement = new Array<Place | null>(runs).fill(null)
  for (let way = best; way !== null; way = way.before) if (way.place !== null) arrangement[way.run] = way.place
  return arrangement
}
