import type { Visibility } from './pick.ts'
import type { Opens } from './subscription.ts'

/** What the magazine allows: links a subscriber may make a month, the days one lasts, and how many may open it, in all and within an hour. */
export type GiftPolicy = { perMonth: number; days: number; openings: number; openingsPerHour: number }

/** Why a link has paused itself: as many as may have opened it have, or too many within an hour. */
export type GiftPause = 'many' | 'fast'

/** A gift as it stands, for one browser that comes with a link of it. */
export type GiftStanding = {
  pickId: number
  /** The number of the link that opens; earlier ones have been replaced. */
  link: number
  /** What the giver could open on the day of giving, and can now; null for nothing any more. */
  opens: Opens
  giverOpens: Opens | null
  expiresAt: Date
  endedAt: Date | null
  pausedAt: Date | null
  /** Until when those who have opened it go on reading, though it is paused or their link was replaced. */
  graceUntil: Date | null
  hasOpened: boolean
}

/** What somebody comes with: the number of their link, for a pick as visible as it is now. */
export type GiftAsked = { pick: { id: number; visibility: Visibility }; link: number; now: Date }

/** `count`: it opens once this browser has been counted. `resting`: its giver may open it again. `over`: nothing opens it. */
export type GiftDecision = 'open' | 'count' | 'resting' | 'over'

/** For how many hours those who have opened a link go on reading after it has paused or was replaced. */
export const graceHours = 24

/**
 * Decides whether a gift opens a pick for a browser. Who has opened it reads on until it expires, or through the grace; nobody new
 * comes in where it has paused, was replaced, or its giver couldn't open the pick themselves any more.
 */
export function decideGift(gift: GiftStanding, { pick, link, now }: GiftAsked): GiftDecision {
  if (gift.pickId !== pick.id || gift.endedAt !== null || gift.expiresAt <= now) return 'over'
  if (!covers(gift.opens, pick.visibility)) return 'over'
  const isNewest = gift.link === link
  if (gift.hasOpened) {
    const hasGrace = gift.graceUntil !== null && now < gift.graceUntil
    if ((isNewest && gift.pausedAt === null) || hasGrace) return 'open'
  }
  if (!isNewest) return 'over'
  if (gift.pausedAt !== null) return 'resting'
  return covers(gift.giverOpens, pick.visibility) ? 'count' : 'over'
}

/** How many have opened a gift, of how many who may, and how many of them within the hour. */
export type GiftCount = { opened: number; room: number; burst: number }

/** Whether a gift pauses itself now that one more has opened it, and why. */
export function decidePause({ opened, room, burst }: GiftCount, { openingsPerHour }: GiftPolicy): GiftPause | null {
  if (opened >= room) return 'many'
  return openingsPerHour > 0 && burst >= openingsPerHour ? 'fast' : null
}

/** Whether what a member may open covers a pick. What is open to all needs nobody's leave, and can't be given. */
export function covers(opens: Opens | null, visibility: Visibility): boolean {
  return opens === 'everything' ? visibility !== 'open' : opens === 'metered' && visibility === 'metered'
}
