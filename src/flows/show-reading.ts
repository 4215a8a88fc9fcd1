import { listLeadsByIds } from '../data/leads.ts'
import { listReadings, type ReaderKey } from '../data/readings.ts'
import type { Db, Ledger } from '../data/schema.ts'
import { type FirstReading, leftAfter } from '../domain/meter.ts'
import { currentPeriod } from '../domain/period.ts'
import type { Lead, LocalDate } from '../domain/pick.ts'
import type { MeterPolicy, PeriodKind } from '../domain/policy.ts'
import type { Calendar } from '../domain/zone.ts'

/** What a reader is shown of their own readings: the present period's, and how many earlier ones had. */
export type ReadingRecord = {
  allowance: number
  left: number
  opensAgain: LocalDate
  period: PeriodKind
  periodStart: LocalDate
  /** In the order of opening; `lead` is null where the pick has been taken down since. */
  readings: { lead: Lead | null; openedAt: Date }[]
  /** How many of this period's the reader has had forgotten; they still count. */
  forgotten: number
  earlier: { period: LocalDate; count: number }[]
}

export type ReadingDeps = { db: Db; ledger: Ledger; policy: MeterPolicy; calendar: Calendar; now: Date }

/** The record of one visitor or member; null when nothing has been counted yet. A first reading that is still only in the cookie is shown too. */
export async function showReading(
  deps: ReadingDeps,
  { reader, first }: { reader: ReaderKey; first: FirstReading | null },
): Promise<ReadingRecord | null> {
  const { db, ledger, policy, calendar, now } = deps
  const allowance = policy.allowance[reader.startsWith('m:') ? 'member' : 'visitor']
  const kept = await listReadings(ledger, reader)
  const known = kept ?? historyOfFirst(first)
  if (known === null) return null
  const period = currentPeriod(policy.period, calendar.dateAt(now), known.period)
  const isCurrent = known.period === period.start
  const current = isCurrent ? known.readings : []
  const count = isCurrent ? known.readings.length + known.forgotten : 0
  const leads = new Map(
    (
      await listLeadsByIds(
        db,
        current.map((reading) => reading.pickId),
        now,
      )
    ).map((lead) => [lead.id, lead]),
  )
  const past = { period: known.period, count: known.readings.length + known.forgotten }
  return {
    allowance,
    left: leftAfter(allowance, count),
    opensAgain: period.opensAgain,
    period: policy.period,
    periodStart: period.start,
    readings: current.map(({ pickId, openedAt }) => ({ lead: leads.get(pickId) ?? null, openedAt })),
    forgotten: isCurrent ? known.forgotten : 0,
    earlier: isCurrent ? known.earlier : [past, ...known.earlier],
  }
}

function historyOfFirst(first: FirstReading | null) {
  if (first === null) return null
  const { pickId, period, openedAt } = first
  return { period, readings: [{ pickId, nth: 1, openedAt: new Date(openedAt * 1000) }], forgotten: 0, earlier: [] }
}
