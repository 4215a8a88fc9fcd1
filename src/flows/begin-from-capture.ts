import { findCapture, saveCaptureFacts, saveCaptureOfPick } from '../data/captures.ts'
import { insertDraft } from '../data/drafts.ts'
import type { Article } from '../domain/article.ts'
import { withoutAnswered } from '../domain/doubt-sentences.ts'
import { type Content, emptyContent } from '../domain/draft.ts'
import { changed, commitIf, unchanged } from './commit-if.ts'
import type { DeskDeps } from './desk-deps.ts'
import { writeAudit } from './write-audit.ts'

/** A longer address is none that a pick can have. */
const longestUrl = 2_000

/** What an editor says that an article is, after looking at what the page said. */
export type CaptureFacts = Pick<Article, 'title' | 'author' | 'publication' | 'publishedOn'>

/**
 * Begins a draft that quotes a captured article: its source is filled in, its headline the article's title to begin with, and its excerpt is
 * held against that text. What the first one corrects is kept with the capture. Null where there is no such capture. `key` is like no other's.
 */
export function beginFromCapture(
  deps: DeskDeps,
  { captureId, facts, key }: { captureId: number; facts: CaptureFacts; key: string },
): Promise<number | null> {
  return commitIf<number | null>(deps.db, async (trx) => {
    const capture = await findCapture(trx, captureId)
    if (capture === null) return unchanged(null)
    const content: Content = {
      ...emptyContent,
      headline: facts.title ?? '',
      author: facts.author,
      source: {
        name: facts.publication ?? '',
        url: (capture.canonicalUrl ?? '').length > longestUrl ? null : capture.canonicalUrl,
      },
    }
    await saveCaptureFacts(trx, captureId, { ...facts, uncertain: withoutAnswered(capture.uncertain) })
    const draft = { content, note: '', now: deps.now, by: deps.person.id }
    const id = await insertDraft(trx, { ...draft, key, visibility: 'metered' })
    await saveCaptureOfPick(trx, id, captureId)
    await writeAudit(trx, deps, { what: 'beginFromCapture', subject: `pick ${id}`, detail: { capture: captureId } })
    return changed(id)
  })
}
