import { forgetReadings, type ReaderKey, recordFirstReading } from '../data/readings.ts'
import type { Ledger } from '../data/schema.ts'
import type { FirstReading } from '../domain/meter.ts'

/** Forgets which picks a visitor has read. What was counted stays counted: a first reading that only their cookie holds is entered before. */
export async function forgetReading(
  ledger: Ledger,
  { reader, first }: { reader: ReaderKey; first: FirstReading | null },
): Promise<void> {
  if (first) {
    const { pickId, period, openedAt } = first
    await recordFirstReading(ledger, { reader, period, pickId, openedAt: new Date(openedAt * 1000) })
  }
  await forgetReadings(ledger, reader)
}
