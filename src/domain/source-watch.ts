import type { Article } from './article.ts'
import type { HouseStyle } from './house-style.ts'
import type { Excerpt } from './pick.ts'
import { type CheckedRun, checkExcerpt, type ExcerptCheck } from './quotation/check-excerpt.ts'
import { runsOf } from './quotation/excerpt-runs.ts'
import { indexSource } from './quotation/source-index.ts'
import type { Difference } from './quotation/word-difference.ts'
import type { WordStep } from './quotation/word-steps.ts'

/**
 * What has become of an article that a pick quotes. `unasked`: its site asks robots to stay away, so nobody looked. `unreachable` is only
 * worth telling when it has been so several times in a row.
 */
export type WatchState = 'new' | 'same' | 'moved' | 'gone' | 'walled' | 'changed' | 'unreachable' | 'unasked'

/** The states that an editor is shown. */
export const toldStates = ['moved', 'gone', 'walled', 'changed', 'unreachable'] as const satisfies readonly WatchState[]

/**
 * A passage that isn't in the article any more as it was quoted: what was quoted is `removed`, what stands there now `added`. `lost`:
 * nothing like it is there. `elsewhere`: word for word, but not between the passages around it. `grown`: so many words now stand where
 * the excerpt has none and says nothing.
 */
export type ChangedPassage =
  | { kind: 'differs' | 'lost' | 'elsewhere'; paragraph: number; parts: Difference[] }
  | { kind: 'grown'; paragraph: number; words: number }

/** What a look came to. `status` is what the site answered, `to` where the article is now. */
export type Finding =
  | { state: 'same' }
  | { state: 'unasked' }
  | { state: 'moved'; to: string }
  | { state: 'gone'; status: number | null; to: string | null }
  | { state: 'walled'; status: number | null }
  | { state: 'changed'; passages: ChangedPassage[] }
  | { state: 'unreachable'; status: number | null }

/** What is known of an article before a look: the excerpt, and how it stood when it was captured (null where it never was). */
export type Known = { excerpt: Excerpt; captured: readonly string[] | null }

/** A page that answered: its article, and the address it is at now where that isn't the pick's. */
export type Seen = { article: Pick<Article, 'paragraphs' | 'words' | 'uncertain'>; movedTo: string | null }

const mostPassages = 20
const around = 4

/** What an answer without a page says. */
export function findingOfStatus(status: number): Finding {
  if (status === 404 || status === 410) return { state: 'gone', status, to: null }
  if (status === 401 || status === 402 || status === 403 || status === 451) return { state: 'walled', status }
  return { state: 'unreachable', status }
}

/**
 * Decides what has become of an article. What the excerpt never had in common with the captured text isn't held against the page; where
 * the quoted words are missing from a page that gives much less than there was, or that asks for money, it is the wall that hides them.
 */
export function decideFinding(
  { excerpt, captured }: Known,
  { article, movedTo }: Seen,
  style: Pick<HouseStyle, 'quotes'>,
): Finding {
  const check = checkExcerpt(excerpt, indexSource(article.paragraphs.join('\n'), style), style)
  const before = captured === null ? null : checkExcerpt(excerpt, indexSource(captured.join('\n'), style), style)
  const changed = changesOf(check, before)
  if (changed.runs.length + changed.gaps.length === 0)
    return movedTo === null ? { state: 'same' } : { state: 'moved', to: movedTo }
  const isLost = check.runs.every(({ kind }) => kind === 'not-found')
  if (isWalled({ article, movedTo }, captured, isLost)) return { state: 'walled', status: null }
  if (isLost && movedTo !== null) return { state: 'gone', status: null, to: movedTo }
  const paragraphs = runsOf(excerpt, style).runs.map(({ paragraph }) => paragraph)
  const passages = [
    ...changed.runs.map(passageOf),
    ...changed.gaps.map(({ before: run, words }): ChangedPassage => ({ kind: 'grown', paragraph: paragraphs[run] ?? 0, words })),
  ]
  return { state: 'changed', passages: passages.slice(0, mostPassages) }
}

type Changes = { runs: CheckedRun[]; gaps: { before: number; words: number }[] }

function changesOf({ runs, gaps }: ExcerptCheck, before: ExcerptCheck | null): Changes {
  const wasFaithful = (at: number) => before === null || before.runs[at]?.kind === 'verbatim'
  const wasUnmarked = new Set(before?.gaps.flatMap((gap) => (gap.kind === 'unmarked' ? gap.before : [])))
  return {
    runs: runs.filter((run, at) => run.kind !== 'verbatim' && wasFaithful(at)),
    gaps: gaps.flatMap((gap) =>
      gap.kind === 'unmarked' && !wasUnmarked.has(gap.before) ? { before: gap.before, words: gap.leftOut.words } : [],
    ),
  }
}

/** A page that says so, or that has none of what was quoted and less than half of what was captured; where nothing was, hardly any text. */
function isWalled({ article: { words, uncertain }, movedTo }: Seen, captured: Known['captured'], isLost: boolean): boolean {
  if (uncertain.includes('text-walled')) return true
  if (captured === null) return isLost && movedTo === null && uncertain.includes('text-short')
  const before = captured.reduce((sum, paragraph) => sum + paragraph.split(/\s+/).length, 0)
  return isLost && before > 0 && words < before / 2
}

function passageOf(run: CheckedRun): ChangedPassage {
  const { paragraph } = run
  switch (run.kind) {
    case 'differs':
      return { kind: 'differs', paragraph, parts: partsOf(run.words) }
    case 'not-found':
      return { kind: 'lost', paragraph, parts: [{ kind: 'removed', text: shortened(run.text) }] }
    case 'out-of-order':
    case 'verbatim':
      return { kind: 'elsewhere', paragraph, parts: [{ kind: 'same', text: shortened(run.text) }] }
  }
}

/** The words that differ with a few around them; in each change what was quoted comes before what stands there now. */
function partsOf(steps: readonly WordStep[]): Difference[] {
  const parts: Difference[] = []
  const isNear = (at: number) => steps.slice(Math.max(0, at - around), at + around + 1).some(({ kind }) => kind !== 'same')
  const add = (kind: Difference['kind'], text: string) => {
    const [last, other] = [parts.at(-1), parts.at(-2)]
    const open = last?.kind === kind ? last : kind === 'removed' && last?.kind === 'added' && other?.kind === kind ? other : null
    if (open) open.text += ` ${text}`
    else parts.push({ kind, text })
  }
  for (const [at, step] of steps.entries()) {
    if (!isNear(at)) {
      if (at === 0 || isNear(at - 1)) add('same', '. . .')
    } else if (step.kind === 'same') add('same', step.excerpt)
    else {
      if (step.kind !== 'missing') add('removed', step.excerpt)
      if (step.kind !== 'added') add('added', step.source.text)
    }
  }
  return parts
}

function shortened(text: string): string {
  const words = text.trim().split(/\s+/)
  return words.length <= 24 ? words.join(' ') : `${words.slice(0, 24).join(' ')} . . .`
}
