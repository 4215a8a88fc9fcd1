import { forgetReadings, forgetReadingsLike, type ReaderKey, recordFirstReading } from '../data/readings.ts'
import type { Ledger } from '../data/schema.ts'
import type { FirstReading } from '../domain/meter.ts'

/**
 * Forgets which picks a reader has read. What was counted stays counted: a first reading that only their cookie holds is entered before.
 * `member`: who is signed in in this visitor's browser, and whose readings are forgotten next; what both have read stays one reading.
 */
export async function forgetReading(
  ledger: Ledger,
  { reader, first, member = null }: { reader: ReaderKey; first: FirstReading | null; member?: ReaderKey | null },
): Promise<void> {
  if (first) {
    const { pickId, period, openedAt } = first
    await recordFirstReading(ledger, { reader, period, pickId, openedAt: new Date(openedAt * 1000) })
  }
  if (member !== null) await forgetReadingsLike(ledger, reader, member)
  await forgetReadings(ledger, reader)
}
