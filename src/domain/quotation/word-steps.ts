import type { Step } from './align-words.ts'

/** A word as it stands in the captured text, and where, in its characters. */
export type SourceWord = { text: string; start: number; end: number }

/** A word of a run held against the source: the same, left out without a mark, put in without brackets, or altered. */
export type WordStep =
  | { kind: 'same'; source: SourceWord; excerpt: string }
  | { kind: 'missing'; source: SourceWord }
  | { kind: 'added'; excerpt: string }
  | { kind: 'changed'; source: SourceWord; excerpt: string }

/** What words the steps are about. */
export type Words = { source: (before: number) => SourceWord; excerpt: (after: number) => string }

/** The steps with their words; of words left out and words put in at one place the first become altered ones, pair by pair. */
export function wordSteps(steps: readonly Step[], words: Words): WordStep[] {
  const result: WordStep[] = []
  let missing: SourceWord[] = []
  let added: string[] = []
  const endChange = () => {
    const pairs = Math.min(missing.length, added.length)
    for (const [at, source] of missing.entries()) {
      const excerpt = added[at]
      result.push(at < pairs && excerpt !== undefined ? { kind: 'changed', source, excerpt } : { kind: 'missing', source })
    }
    for (const excerpt of added.slice(pairs)) result.push({ kind: 'added', excerpt })
    missing = []
    added = []
  }
  for (const step of steps) {
    if (step.kind === 'missing') missing.push(words.source(step.before))
    else if (step.kind === 'added') added.push(words.excerpt(step.after))
    else {
      endChange()
      result.push({ kind: 'same', source: words.source(step.before), excerpt: words.excerpt(step.after) })
    }
  }
  endChange()
  return result
}
