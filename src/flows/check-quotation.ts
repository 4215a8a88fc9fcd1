import { findCaptureOfPick } from '../data/captures.ts'
import type { Db } from '../data/schema.ts'
import type { Lack } from '../domain/draft.ts'
import { explainFaults } from '../domain/excerpt-faults.ts'
import type { HouseStyle } from '../domain/house-style.ts'
import type { Excerpt } from '../domain/pick.ts'
import { checkExcerpt } from '../domain/quotation/check-excerpt.ts'

/** What comes of holding an excerpt against its source. `no-source`: nothing was captured that it could be held against. */
export type QuotationChecked = { kind: 'faithful' | 'no-source' } | { kind: 'unfaithful'; lacks: Lack[] }

/** Holds a pick's excerpt against the article that was captured for it, word by word. */
export async function checkQuotation(
  db: Db,
  { pickId, excerpt }: { pickId: number; excerpt: Excerpt },
  style: HouseStyle,
): Promise<QuotationChecked> {
  const capture = await findCaptureOfPick(db, pickId)
  if (capture === null) return { kind: 'no-source' }
  const text = capture.paragraphs.join('\n')
  const check = checkExcerpt(excerpt, text, style)
  if (check.isFaithful) return { kind: 'faithful' }
  return { kind: 'unfaithful', lacks: explainFaults(check, text).map((message) => ({ field: 'excerpt', message })) }
}
