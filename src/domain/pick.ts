import type { Cover } from './picture.ts'

/** What a pick is made of. The lead anyone may see and the excerpt that must be earned are separate types on purpose. */

/** A calendar day without a zone, as `YYYY-MM-DD`. Compares correctly as text. */
export type LocalDate = string

export type Visibility = 'open' | 'metered' | 'subscribers-only'

/** Words of the source, unaltered. White space at either end is part of it, so printing the pieces in a row gives the paragraph. */
export type Run = { kind: 'run'; text: string }

/** Words left out. House style decides the glyphs; the full stop that ended the sentence before it belongs to the run. */
export type Elision = { kind: 'elision' }

/** The editor's insertion; the brackets are printed, not stored. */
export type Gloss = { kind: 'gloss'; text: string }

export type Piece = Run | Elision | Gloss
export type Paragraph = Piece[]

/** The quoted passage: one paragraph of the source after another, never markup. */
export type Excerpt = Paragraph[]

/** A name with the page it has on the site. */
export type Linked = { slug: string; name: string }

/** What everyone may see of a published pick. It holds no word of the excerpt. */
export type Lead = {
  id: number
  slug: string
  headline: string
  date: LocalDate
  /** The editors' own paragraphs; the last one ends in the attribution ("Mara Ellison writes:"). */
  introduction: string[]
  /** Who wrote the article quoted, where that is known. */
  author: string | null
  source: Linked
  /** The article at the source; null where only the publication is known. */
  sourceUrl: string | null
  topics: Linked[]
  visibility: Visibility
  cover: Cover | null
}

/** A whole pick as its plain-text form holds it: what import reads and export writes. */
export type PickText = {
  headline: string
  date: LocalDate
  introduction: string[]
  excerpt: Excerpt
  source: { name: string; url: string | null }
  author: string | null
  topics: string[]
  visibility: Visibility
  /** Only where it isn't what the headline gives. */
  slug: string | null
}
