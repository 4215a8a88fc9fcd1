import type { ColumnType, Generated } from 'kysely'
import type { CaptureWay } from '../domain/article.ts'

/** The tables of what was captured of sources. The text is for the desk alone, and apart, so that no list comes upon it. */
export type CaptureTables = {
  capture: CaptureTable
  /** `paragraphs` is a JSON list. */
  captured_text: { capture_id: number; paragraphs: string }
  pick_capture: { pick_id: number; capture_id: number }
}

/** `uncertain` is a JSON list; `captured_by` says who in the desk's own way, and is null where nobody is known. */
type CaptureTable = {
  id: Generated<number>
  given_url: string | null
  canonical_url: string | null
  address_key: string
  given_key: string
  text_hash: string
  title: string | null
  author: string | null
  publication: string | null
  published_on: string | null
  language: string | null
  words: number
  how: ColumnType<CaptureWay>
  captured_at: string
  captured_by: string | null
  uncertain: string
}
