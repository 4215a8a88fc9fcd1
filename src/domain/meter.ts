import type { LocalDate } from './pick.ts'
import type { MeterPolicy } from './policy.ts'
import type { Opens } from './subscription.ts'

/** Who is reading, as far as access goes. A subscriber pays, is comped or belongs to a group that does; a crawler has proved who it is. */
export type Reader =
  | { kind: 'visitor' }
  | { kind: 'member'; id: string }
  | { kind: 'subscriber'; opens: Opens }
  | { kind: 'crawler' }

/** The readers whose readings are counted. */
export type MeteredReader = Extract<Reader, { kind: 'visitor' | 'member' }>

/**
 * What a reader has opened in one period: each pick with its number in the order of opening, from 1.
 * A reading that was forgotten keeps its number under a negative id, so that forgetting gives nothing back.
 */
export type Standing = { period: LocalDate; nthOf: ReadonlyMap<number, number> }

/** The first reading of a new visitor, which their cookie carries until it comes back; `openedAt` is in whole seconds since 1970. */
export type FirstReading = { pickId: number; period: LocalDate; openedAt: number }

/** What came of counting: in the ledger, or for a first reading in the visitor's cookie. */
export type CountOutcome =
  | { kind: 'counted'; nth: number }
  | { kind: 'already'; nth: number }
  | { kind: 'spent' }
  | { kind: 'sign-up-first' }

/** How many readings a period gives this reader. */
export function limitOf(allowance: MeterPolicy['allowance'], reader: MeteredReader): number {
  return allowance[reader.kind]
}

/** How many readings the period has counted, whichever of them were forgotten since. */
export function countOf({ nthOf }: Standing): number {
  let count = 0
  for (const nth of nthOf.values()) if (nth > count) count = nth
  return count
}

/** The number under a pick: what was left once it was counted as the nth. Never below 0, also where the allowance has shrunk since. */
export function leftAfter(limit: number, nth: number): number {
  return Math.max(0, limit - nth)
}

/** The reader's standing in the current period, given the newest that is known of them (null: nothing is). */
export function standingIn(period: LocalDate, newest: Standing | null): Standing {
  return newest?.period === period ? newest : { period, nthOf: nothingRead }
}

/** The standing of a visitor whose cookie carries their first reading and of whom the ledger knows nothing yet. */
export function standingOfFirst({ pickId, period }: FirstReading): Standing {
  return { period, nthOf: new Map([[pickId, 1]]) }
}

const nothingRead: ReadonlyMap<number, number> = new Map()
