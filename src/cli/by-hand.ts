import type { Config } from '../config.ts'
import type { Db } from '../data/schema.ts'
import { readMoment } from '../domain/moment.ts'
import { count } from '../domain/setting-forms.ts'
import { type Calendar, calendarOf } from '../domain/zone.ts'
import type { ByHandDeps } from '../flows/give-subscription.ts'
import { loadMagazine } from '../flows/load-magazine.ts'
import { type Cli, UsageError } from './command.ts'

/** What was typed behind `tessera subscriptions VERB`. */
export type Typed = Partial<
  Record<
    'plan' | 'from' | 'until' | 'paid-until' | 'number' | 'total' | 'giver' | 'months' | 'years' | 'at' | 'note',
    string | undefined
  >
> & { 'no-mail'?: boolean | undefined; all?: boolean | undefined }

/** One verb on the subscriptions of one magazine; `whose` is an address, or for some verbs a number. */
export type Asked = { cli: Cli; config: Config; db: Db; whose: string; typed: Typed }

/** What the flows need, and the magazine's calendar for what is typed as a day. */
export async function byHand({ cli, config, db, typed }: Asked): Promise<{ deps: ByHandDeps; calendar: Calendar }> {
  const magazine = await loadMagazine(db)
  const origin = originOf(config)
  // Loaded only here, so that the other commands don't wait for the pages.
  const { writeLettersOf } = await import('../main.ts')
  const writeMail = typed['no-mail'] ? null : writeLettersOf(magazine, origin)
  return { deps: { db, now: cli.now(), graceDays: magazine.graceDays, writeMail }, calendar: calendarOf(magazine.zone) }
}

/** Says where a mail's link leads that was written in a shell which doesn't know the site's address. */
export function tellOfLink({ cli, config, typed }: Asked): void {
  if (config.origin !== null || typed['no-mail']) return
  cli.err(`The mail’s link leads to ${originOf(config)}, since TESSERA_URL isn’t set here.\n`)
}

function originOf({ origin, port }: Config): string {
  return origin ?? `http://localhost:${port}`
}

/** The moment an option names. */
export function momentOf(option: 'from' | 'until' | 'paid-until' | 'at', text: string, calendar: Calendar): Date {
  const moment = readMoment(text, option === 'from' ? 'from' : 'until', calendar)
  if (moment) return moment
  throw new UsageError(`--${option}: “${text}” is neither a day such as 2026-12-31 nor a moment such as 2026-12-31T18:00:00Z.`)
}

/** How many months a gift lasts. */
export function monthsOf({ months, years }: Typed): number {
  if ((months === undefined) === (years === undefined)) throw new UsageError('How long? Say --months N or --years N.')
  const read = count({ most: years === undefined ? 120 : 10 }).parse(months ?? years ?? '')
  if (!read.ok) throw new UsageError(`--${years === undefined ? 'months' : 'years'}: ${read.reason}`)
  if (read.value === 0) throw new UsageError('A gift lasts at least one month.')
  return years === undefined ? read.value : 12 * read.value
}

/** An option that has to be there. */
export function needed(typed: Typed, option: Exclude<keyof Typed, 'no-mail' | 'all'>): string {
  const value = typed[option]?.trim() ?? ''
  if (value === '') throw new UsageError(`--${option} is missing.`)
  return value
}

/** "2026-12-31 22:59:59 UTC". */
export function timeOf(moment: Date): string {
  return `${moment.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
