import type { Words } from '../domain/language/words.ts'
import type { Magazine } from '../domain/magazine.ts'
import type { Lead, LocalDate } from '../domain/pick.ts'
import type { Logo } from '../domain/picture.ts'
import type { PeriodKind } from '../domain/policy.ts'
import type { MappedExcerpt } from '../domain/quotation/run-map.ts'

/** Paths of the files a page links to, each with the hash of its content. */
export type Assets = {
  stylesheet: string
  /** The letters a magazine has chosen instead of the shipped ones; null where it keeps those. */
  face: string | null
  /** The magazine's own colour (`accentStylesheet`); null where it keeps the shipped one. */
  accent: string | null
  script: string
  /** Only for pages on which a passkey can be added or used. */
  passkeyScript: string
  /** Null where every reader's device has its own. */
  font: string | null
  fontItalic: string | null
  icon: string
}

/** What every page needs. It holds nothing that depends on the reader. */
export type Frame = {
  magazine: Magazine
  words: Words
  /** `https://magazine.example`, without a slash at the end. */
  origin: string
  assets: Assets
  /** Stands for the name in the masthead; without one the name does. */
  logo?: Logo | null
  /** The date in the magazine's zone; dates of this year are printed without it. */
  today: LocalDate
}

/** Whose page it is: only visitors are asked to sign up. A former subscriber is a member who once had a subscription. */
export type WhoseReading = 'visitor' | 'member' | 'former-subscriber' | 'subscriber'

/** A pick with as much of it as this reader has earned. */
export type OpenedPick = {
  lead: Lead
  part: OpenPart | WallPart
  reader: WhoseReading
  /** The group on whose network it is open, where that is why. */
  courtesy?: string | null
  /** What came of the gift that the reader came with: it opened the pick, or opens nothing. `giver` may be empty. */
  gift?: { kind: 'open'; giver: string } | { kind: 'resting' | 'over' } | null
  /** Whether the reader may give this pick to others. */
  mayGive?: boolean
}

/** The excerpt; the numbers are null where nothing was counted, and then there is no notice. */
export type OpenPart = Pick<MappedExcerpt, 'excerpt'> &
  Partial<MappedExcerpt> & { kind: 'open'; left: number | null; allowance: number | null; nth: number | null }

/** What stands in the excerpt's place, and why. */
export type WallPart = { kind: 'wall' } & (
  | { why: 'allowance-spent'; allowance: number; opensAgain: LocalDate; period: PeriodKind; periodStart: LocalDate }
  | { why: 'subscribers-only' }
  | { why: 'sign-up-first' }
  | { why: 'not-counting' }
)

/** Where the stream goes on; `href` is a path of this site. */
export type NextPick = { href: string; headline: string }
