import type { Face } from './face.ts'
import type { GiftPolicy } from './gift.ts'
import type { MeterPolicy } from './policy.ts'

/** What a magazine decides about itself: words, look, zone and the meter's policy. Kept in the database, never in the environment. */
export type Magazine = {
  name: string
  /** One line under the name on the front page. */
  tagline: string
  /** Stands in the foot of every page, after the name: "edited in Ossamere". */
  imprint: string
  /** Paragraphs of the about page. */
  about: string[]
  /** How to reach the magazine: the paragraphs of the subscribe page. */
  contact: string[]
  /** The one colour, as `#rrggbb`. */
  accent: string
  face: Face
  /** IANA name of the zone whose calendar the meter and the dates follow. */
  zone: string
  policy: MeterPolicy
  gifts: GiftPolicy
  /** What the magazine allows itself: the percentage of an article that a pick quotes, and words of one source a month; 0 is no limit. */
  quotes: { percent: number; wordsPerMonth: number; tooMuch: 'warn' | 'refuse' }
  /** How many minutes a source's site is left alone after each look at an article quoted; 0 watches none. */
  watchMinutes: number
  /** Brand-new visitors an hour from one network before the next one is asked to sign up; 0 turns the count off. */
  newVisitorsPerHour: number
  /** Networks (CIDR) the count above never touches: libraries, campuses. */
  sharedNetworks: string[]
  /** For how many days a subscription that renews itself goes on when a payment is late. */
  graceDays: number
  /** The address mail comes from; empty for the one that `senderOf` makes of the site's own. */
  mailFrom: string
  /** Robots that may read every metered pick once they have proved who they are; empty by default. */
  crawlers: Crawler[]
  /** The sentences under a counted pick where the magazine has its own. */
  notices: NoticeTexts
}

/**
 * A robot is who it says when its address lies in a published range, when its reverse name ends in a domain and resolves back, or when
 * it signs with a key: public Ed25519 keys, 32 bytes as base64url each.
 */
export type Crawler = { name: string; ranges: string[]; domains: string[]; keys: string[] }

/**
 * The sentences under a counted pick that a magazine has written itself; an empty one stays as the language has it. `none`, `one` and `other`
 * say what is left, each for the numbers that the language's plural rules give it. They may hold {left}, the number, and {period}, "this month".
 */
export type NoticeTexts = { none: string; one: string; other: string; signUp: string; subscribe: string }

/** Whom the magazine's mail comes from. `host` is the site's, without a port. */
export function senderOf(
  { name, mailFrom }: Pick<Magazine, 'name' | 'mailFrom'>,
  host: string,
): { name: string; address: string } {
  return { name, address: mailFrom === '' ? `no-reply@${host}` : mailFrom }
}
