import { findCaptureOfPick } from '../data/captures.ts'
import type { Db } from '../data/schema.ts'
import { isQuicklyChecked } from '../domain/check-effort.ts'
import type { Lack } from '../domain/draft.ts'
import { explainFaults } from '../domain/excerpt-faults.ts'
import type { HouseStyle } from '../domain/house-style.ts'
import type { Excerpt } from '../domain/pick.ts'
import { checkExcerpt } from '../domain/quotation/check-excerpt.ts'
import { mapRuns, type RunMap } from '../domain/quotation/run-map.ts'
import { indexSource } from '../domain/quotation/source-index.ts'

/**
 * What comes of holding an excerpt against its source. `no-source`: nothing was captured that it could be held against. A faithful excerpt
 * without a word of its source has no map.
 */
export type QuotationChecked =
  | { kind: 'faithful'; runMap: RunMap | null }
  | { kind: 'no-source'; runMap: null }
  | { kind: 'unfaithful'; lacks: Lack[] }

const tooManyPlaces: Lack = {
  field: 'excerpt',
  message: 'Its runs are so short that they stand in thousands of places of the source. Quote longer passages.',
}

/** Holds a pick's excerpt against the article that was captured for it, word by word. */
export async function checkQuotation(
  db: Db,
  { pickId, excerpt }: { pickId: number; excerpt: Excerpt },
  style: HouseStyle,
): Promise<QuotationChecked> {
  const capture = await findCaptureOfPick(db, pickId)
  if (capture === null) return { kind: 'no-source', runMap: null }
  const text = capture.paragraphs.join('\n')
  const index = indexSource(text, style)
  if (!isQuicklyChecked(excerpt, index, style)) return { kind: 'unfaithful', lacks: [tooManyPlaces] }
  const check = checkExcerpt(excerpt, index, style)
  if (check.isFaithful) return { kind: 'faithful', runMap: mapRuns({ excerpt, check, index }, style) }
  return { kind: 'unfaithful', lacks: explainFaults(check, text).map((message) => ({ field: 'excerpt', message })) }
}
