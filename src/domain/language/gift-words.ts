import type { GiftPause } from '../gift.ts'
import type { WithLink } from './sentence-forms.ts'

/** Giving picks, and being given one. Dates come in printed. */
export type GiftWords = {
  /** Under a pick that a subscriber reads. */
  give: string
  /** Under a pick that a gift opened; the name is empty where the giver doesn't say it. */
  from: (giver: string) => string
  notCounted: string
  /** Where a gift opens nothing. */
  resting: string
  over: string
  place: { title: string; text: WithLink }
  giving: GivingWords
  list: GiftListWords
  gone: { title: string; text: string; tooMany: string; newest: WithLink }
  mail: { subject: string; paused: (headline: string, why: GiftPause) => string; next: (hours: number) => string; button: string }
}

/** The page on which a pick is given. */
export type GivingWords = {
  title: string
  how: (policy: { days: number; openings: number }) => string
  left: (left: number) => string
  showName: (name: string) => string
  showNameHint: string
  noName: WithLink
  button: string
  givenTitle: string
  given: string
  label: string
  until: (date: string) => string
  toList: WithLink
  inHandTitle: string
  inHand: (date: string) => string
  newLink: string
  spentTitle: string
  spent: (perMonth: number, day: string) => string
  openTitle: string
  open: string
  closedTitle: string
  closed: WithLink
  offTitle: string
  off: string
  back: WithLink
}

/** The list of what was given. */
export type GiftListWords = {
  title: string
  left: (left: number, perMonth: number) => string
  off: string
  nothing: string
  gone: string
  given: (date: string) => string
  opened: (count: number) => string
  until: (date: string) => string
  expired: (date: string) => string
  ended: string
  closed: string
  noPick: string
  paused: (why: GiftPause) => string
  resume: string
  newLink: string
  end: string
  /** A button's name for those who can't see which row it stands in. */
  of: (button: string, headline: string) => string
  /** Why a link could not go on. */
  stays: { spent: (day: string) => string; closed: string }
}
