import type { CheckedRun, ExcerptCheck } from './quotation/check-excerpt.ts'
import type { CheckedGap } from './quotation/check-gaps.ts'
import type { WordStep } from './quotation/word-steps.ts'

/** What is said before the faults, of an excerpt that can't go out as it is. */
export const unfaithful = 'The excerpt doesn’t say what its source says. Mend the excerpt, or what was captured of the source.'

/** More isn't said at once: whoever mends these finds the rest. */
const mostSaid = 12
const wordsShown = 8

/** All that keeps an excerpt from being faithful to its source's text, in sentences that show the words; empty for a faithful one. */
export function explainFaults({ runs, gaps }: ExcerptCheck, source: string): string[] {
  const faults = [...runs.flatMap(faultsOf), ...gaps.flatMap((gap) => faultOfGap(gap, runs, source))]
  return faults.slice(0, mostSaid)
}

function faultsOf(run: CheckedRun): string[] {
  switch (run.kind) {
    case 'verbatim':
      return []
    case 'out-of-order':
      return [`${quoted(run.text)} is in the source, but not in this place.`]
    case 'not-found':
      return [`${quoted(run.text)} isn’t in the source.`]
    case 'differs': {
      const faults = groupsOf(run.words).map(sentenceOf)
      const moved = run.isInOrder ? [] : [`${quoted(run.text)} stands in another place in the source.`]
      return faults.length + moved.length > 0 ? [...faults, ...moved] : [`${quoted(run.text)} isn’t what the source says.`]
    }
  }
}

function faultOfGap(gap: CheckedGap, runs: readonly CheckedRun[], source: string): string[] {
  if (gap.kind !== 'unmarked') return []
  const { start, end } = gap.leftOut
  const next = runs[gap.before]?.text
  const where = next === undefined ? '' : ` before ${quoted(next)}`
  return [`${quoted(source.slice(start, end).replace(/^[\s\p{P}]+/u, ''))} is left out${where}, and nothing says so.`]
}

type Difference = { source: string[]; excerpt: string[] }

/** Words that differ side by side are one difference. */
function groupsOf(steps: readonly WordStep[]): Difference[] {
  const groups: Difference[] = []
  let open: Difference | null = null
  for (const step of steps) {
    if (step.kind === 'same') {
      open = null
      continue
    }
    if (open === null) {
      open = { source: [], excerpt: [] }
      groups.push(open)
    }
    if (step.kind !== 'added') open.source.push(step.source.text)
    if (step.kind !== 'missing') open.excerpt.push(step.excerpt)
  }
  return groups
}

function sentenceOf({ source, excerpt }: Difference): string {
  const [theirs, ours] = [quoted(source.join(' ')), quoted(excerpt.join(' '))]
  if (excerpt.length === 0) return `The source also has ${theirs} here, and nothing says that it is left out.`
  if (source.length === 0) return `The source hasn’t ${ours} here. Your own words stand in [brackets].`
  return `Where the source says ${theirs}, the excerpt says ${ours}.`
}

function quoted(text: string): string {
  const words = text.trim().split(/\s+/)
  return `“${words.length > wordsShown ? `${words.slice(0, wordsShown - 1).join(' ')} . . .` : words.join(' ')}”`
}
