import type { MonthCount } from '../data/months.ts'
import type { Words } from '../domain/language/words.ts'
import type { Magazine } from '../domain/magazine.ts'
import type { Lead, LocalDate } from '../domain/pick.ts'
import type { Logo } from '../domain/picture.ts'
import { type Calendar, calendarOf } from '../domain/zone.ts'
import type { Follower } from '../flows/choose-next-pick.ts'
import type { GroupAccess } from '../flows/load-group-access.ts'
import { BoundedMap } from '../kit/bounded-map.ts'
import type { Frame } from '../views/frame.ts'
import { createFinishedPages, type FinishedPages } from './finished-pages.ts'

/** Everything computed once from what is published and set at present. When that changes, or the day does, the whole of it is replaced. */
export type Generation = {
  number: number
  today: LocalDate
  /** What it was computed by, and when the next pick becomes public. Outside of these it no longer holds. */
  from: Date
  until: Date | null
  magazine: Magazine
  calendar: Calendar
  groups: GroupAccess
  frame: Frame
  /** Finished bytes of every variant asked for. Keys name all that a page depends on besides this generation. */
  pages: FinishedPages
  /** Leads by slug. A slug without a pick isn't kept, so that strangers can't fill this with names. */
  leads: BoundedMap<string, Lead>
  /** The months of the whole archive, of a topic or of a source, by what is counted. */
  months: BoundedMap<string, MonthCount[]>
  /** What follows a pick in the stream, by the pick's id. */
  followers: BoundedMap<number, Follower[]>
}

const megabyte = 1_048_576
const leadsKept = 5_000
const followersKept = 500
const monthsKept = 2_000

export type Make = {
  number: number
  magazine: Magazine
  words: Words
  origin: string
  assets: Frame['assets']
  now: Date
  until: Date | null
  groups: GroupAccess
  logo: Logo | null
}

export function createGeneration({ number, magazine, words, origin, assets, now, until, groups, logo }: Make): Generation {
  const calendar = calendarOf(magazine.zone)
  const today = calendar.dateAt(now)
  return {
    number,
    today,
    from: now,
    until,
    magazine,
    calendar,
    groups,
    frame: { magazine, words, origin, assets, today, logo },
    pages: createFinishedPages(32 * megabyte),
    leads: new BoundedMap(leadsKept),
    months: new BoundedMap(monthsKept),
    followers: new BoundedMap(followersKept),
  }
}
