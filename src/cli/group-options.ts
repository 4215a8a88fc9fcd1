import { addDays, isLocalDate } from '../domain/calendar-date.ts'
import { normalEmail } from '../domain/email.ts'
import type { Group, GroupDomain, GroupTerms } from '../domain/group.ts'
import { type Read, readGroupDomain, readGroupName, readGroupNetwork, readSeats } from '../domain/group-terms.ts'
import type { Network } from '../domain/network.ts'
import type { Calendar } from '../domain/zone.ts'
import { UsageError } from './command.ts'

/** What the command line says of a group, as strings; several domains or networks stand in one option with commas between them. */
export const groupOptions = {
  data: { type: 'string' },
  name: { type: 'string' },
  administrator: { type: 'string' },
  opens: { type: 'string' },
  seats: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  domain: { type: 'string' },
  network: { type: 'string' },
  'remove-domain': { type: 'string' },
  'remove-network': { type: 'string' },
  csv: { type: 'boolean' },
} as const

/** The options as they were typed. */
export type Typed = { [Name in keyof typeof groupOptions]?: string | boolean | undefined }

type Clock = { calendar: Calendar; now: Date }

/** The terms that were typed; those that weren't are left out. Throws a UsageError that says how to write them. */
export function termsOf(typed: Typed, group: Pick<Group, 'window'> | null, { calendar, now }: Clock): Partial<GroupTerms> {
  const name = textOf(typed, 'name')
  const opens = textOf(typed, 'opens')
  const seats = textOf(typed, 'seats')
  const [first, last] = [textOf(typed, 'from'), textOf(typed, 'until')]
  if (opens !== null && opens !== 'everything' && opens !== 'metered')
    throw new UsageError(`--opens is everything or metered, and not “${opens}”.`)
  const from = first === null ? (group?.window.from ?? now) : calendar.startOf(dateOf('from', first))
  const until =
    last === null ? (group?.window.until ?? null) : last === 'none' ? null : calendar.startOf(addDays(dateOf('until', last), 1))
  return {
    ...(name === null ? {} : { name: accept(readGroupName(name)) }),
    ...(opens === null ? {} : { opens }),
    ...(seats === null ? {} : { seats: accept(readSeats(seats)) }),
    ...(first === null && last === null ? {} : { window: { from, until } }),
  }
}

/** The administrator's address in its normal form; null where none was typed. */
export function administratorOf(typed: Typed): string | null {
  const text = textOf(typed, 'administrator')
  const email = text === null ? null : normalEmail(text)
  if (text !== null && email === null) throw new UsageError(`“${text}” is not an e-mail address such as head@school.example.`)
  return email
}

/** The domains typed with an option. */
export function domainsOf(typed: Typed, option: 'domain' | 'remove-domain'): GroupDomain[] {
  return itemsOf(typed, option).map((text) => accept(readGroupDomain(text)))
}

/** The networks typed with an option. */
export function networksOf(typed: Typed, option: 'network' | 'remove-network'): Network[] {
  return itemsOf(typed, option).map((text) => accept(readGroupNetwork(text)))
}

function itemsOf(typed: Typed, option: keyof Typed): string[] {
  return (textOf(typed, option) ?? '').split(/[\s,;]+/).filter((item) => item !== '')
}

function textOf(typed: Typed, option: keyof Typed): string | null {
  const value = typed[option]
  return typeof value === 'string' ? value : null
}

function dateOf(option: 'from' | 'until', text: string): string {
  if (isLocalDate(text)) return text
  const other = option === 'until' ? ', or none' : ''
  throw new UsageError(`--${option} is a day such as 2027-08-31${other}, and not “${text}”.`)
}

function accept<T>(read: Read<T>): T {
  if (!read.ok) throw new UsageError(read.reason)
  return read.value
}
