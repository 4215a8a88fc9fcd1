import { findStanding, type ReaderKey } from '../../data/readings.ts'
import { type Standing, standingIn, standingOfFirst } from '../../domain/meter.ts'
import { currentPeriod } from '../../domain/period.ts'
import type { Ctx } from '../context.ts'
import type { Deps } from '../deps.ts'
import { findVisitor } from './who.ts'

/** What this visitor has open in the present period, without counting anything; `unknown` when the ledger can't be asked. */
export async function loadStanding(deps: Deps, c: Ctx): Promise<Standing | 'unknown'> {
  const now = deps.now()
  const visitor = findVisitor(deps, c, now)
  const kept = visitor && (await askLedger(deps, findStanding(deps.database.ledger, readerKey(visitor.id))))
  if (kept === 'unknown') return kept
  const newest = kept ?? (visitor?.first ? standingOfFirst(visitor.first) : null)
  const { magazine, calendar } = deps.generation()
  const period = currentPeriod(magazine.policy.period, calendar.dateAt(now), newest?.period ?? null)
  return standingIn(period.start, newest)
}

/** The ledger's answer, or `unknown` when it fails or is late; that is logged. */
export async function askLedger<Answer>({ meter }: Deps, answer: Answer | Promise<Answer>): Promise<Answer | 'unknown'> {
  try {
    return await meter.deadline(answer)
  } catch (error) {
    meter.onLedgerFailure(error)
    return 'unknown'
  }
}

/** A visitor's name in the ledger. */
export function readerKey(visitorId: string): ReaderKey {
  return `v:${visitorId}`
}
