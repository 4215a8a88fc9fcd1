import type { HouseStyle } from '../house-style.ts'
import type { Excerpt } from '../pick.ts'
import type { ExcerptCheck } from './check-excerpt.ts'
import { quotedShare } from './quoted-share.ts'
import type { SourceIndex } from './source-index.ts'

/** A passage of the article that is quoted: its first word, from 0, and how many it has. */
type Stretch = { first: number; words: number }

/**
 * Where the runs of an excerpt stand in the article they are from. It holds no word of either. The stretches are in order and never touch;
 * what no page could show apart is one of them.
 */
export type RunMap = { sourceWords: number; quotedWords: number; stretches: Stretch[] }

/** An excerpt with its map; null where it wasn't held against its article when it went out. */
export type MappedExcerpt = { excerpt: Excerpt; runMap: RunMap | null }

/** What is closer together than this part of the article looks like one passage on a narrow page. */
const finest = 1 / 200

type Checked = { excerpt: Excerpt; check: ExcerptCheck; index: SourceIndex }

/** The map of an excerpt that was found to be faithful; null for one that isn't, and for one without a word of its source. */
export function mapRuns({ excerpt, check, index }: Checked, style: Pick<HouseStyle, 'quotes'>): RunMap | null {
  if (!check.isFaithful) return null
  const { words, sourceWords } = quotedShare(excerpt, index, { style, limit: null })
  const spans = check.runs.flatMap((run) => (run.kind === 'verbatim' && run.at.words > 0 ? [run.at] : []))
  const stretches = joinNear(
    spans.map(({ firstWord, words }) => ({ first: firstWord, words })),
    sourceWords * finest,
  )
  // Two halves of one word with a gloss between them are counted twice.
  return stretches.length === 0 ? null : { sourceWords, quotedWords: Math.min(words, sourceWords), stretches }
}

function joinNear(ordered: readonly Stretch[], near: number): Stretch[] {
  const joined: Stretch[] = []
  for (const { first, words } of ordered) {
    const last = joined.at(-1)
    if (last && first - (last.first + last.words) < near) last.words = Math.max(last.words, first + words - last.first)
    else joined.push({ first, words })
  }
  return joined
}
