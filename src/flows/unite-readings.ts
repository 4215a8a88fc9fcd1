import { findStanding, type ReaderKey, type ReaderPeriod, recordFirstReading, uniteReadings } from '../data/readings.ts'
import type { Ledger } from '../data/schema.ts'
import type { FirstReading, Standing } from '../domain/meter.ts'
import { currentPeriod } from '../domain/period.ts'
import type { LocalDate } from '../domain/pick.ts'
import type { MeterPolicy } from '../domain/policy.ts'
import type { Calendar } from '../domain/zone.ts'

export type UniteDeps = { ledger: Ledger; policy: MeterPolicy; calendar: Calendar; now: Date }

/** A visitor as their cookie names them; `first` is the reading that only the cookie may hold. */
export type UnitedVisitor = { id: string; first: FirstReading | null }

const mostAttempts = 200

/** Signing in: what the visitor has read in the present period is the member's from now on. The visitor keeps it too. */
export async function giveToMember(deps: UniteDeps, { visitor, memberId }: { visitor: UnitedVisitor; memberId: number }) {
  const from = visitorKey(visitor)
  await enterFirst(deps, visitor)
  await unite(deps, { from, into: memberKey(memberId) })
}

/** Signing out: what the member has read in the present period is the browser's visitor's too, so that no new allowance begins there. */
export async function giveToVisitor(deps: UniteDeps, { visitor, memberId }: { visitor: UnitedVisitor; memberId: number }) {
  await enterFirst(deps, visitor)
  await unite(deps, { from: memberKey(memberId), into: visitorKey(visitor) })
}

/** A member's name in the ledger. */
export function memberKey(memberId: number): ReaderKey {
  return `m:${memberId}`
}

function visitorKey({ id }: UnitedVisitor): ReaderKey {
  return `v:${id}`
}

async function enterFirst({ ledger }: UniteDeps, { id, first }: UnitedVisitor) {
  if (!first) return
  const { pickId, period, openedAt } = first
  await recordFirstReading(ledger, { reader: `v:${id}`, period, pickId, openedAt: new Date(openedAt * 1000) })
}

/**
 * Unites two readers' readings of the present period as a set, in the later of the periods the two are in: so neither gets anything
 * back sooner for it. Looks again after every step, because either may be reading meanwhile.
 */
async function unite(deps: UniteDeps, { from, into }: { from: ReaderKey; into: ReaderKey }): Promise<void> {
  const { ledger } = deps
  // A step that brings nothing has lost its seats to readings, of which there are no more than the allowance.
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const [giving, having] = [await running(deps, from), await running(deps, into)]
    const missing = missingSteps(giving && { reader: from, ...giving }, having && { reader: into, ...having }, into)
    if (missing.length === 0) return
    for (const step of missing) await uniteReadings(ledger, step)
  }
  throw new Error('Two readers could not be united')
}

type Running = Standing & { reader: ReaderKey }

function missingSteps(giving: Running | null, having: Running | null, reader: ReaderKey) {
  if (!giving) return []
  const period = having && having.period > giving.period ? having.period : giving.period
  const into: ReaderPeriod = { reader, period }
  if (having?.period === period)
    return [...giving.nthOf.keys()].every((pick) => having.nthOf.has(pick)) ? [] : [{ from: giving, into }]
  // What they have moves along into the later period, and comes before what they are given.
  return [...(having ? [{ from: having, into }] : []), { from: giving, into }]
}

/** What a reader has read in the present period; null when that is nothing. */
async function running({ ledger, policy, calendar, now }: UniteDeps, reader: ReaderKey): Promise<Standing | null> {
  const newest = await findStanding(ledger, reader)
  return newest && isRunning(policy, calendar.dateAt(now), newest.period) ? newest : null
}

function isRunning({ period }: MeterPolicy, today: LocalDate, newest: LocalDate): boolean {
  return currentPeriod(period, today, newest).start === newest
}
