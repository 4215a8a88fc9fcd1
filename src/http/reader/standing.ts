import { findStanding, type ReaderKey } from '../../data/readings.ts'
import { type FirstReading, type Standing, standingIn, standingOfFirst } from '../../domain/meter.ts'
import { currentPeriod } from '../../domain/period.ts'
import { memberKey } from '../../flows/unite-readings.ts'
import type { Ready } from '../../kit/ready.ts'
import type { Deps } from '../deps.ts'
import type { Who } from './who.ts'

/** What this reader has open in the present period, without counting anything; `unknown` when the ledger can't be asked. */
export async function loadStanding(deps: Deps, who: Who): Promise<Standing | 'unknown'> {
  const known = ledgerName(who)
  const kept = known && (await askLedger(deps, findStanding(deps.database.ledger, known.reader)))
  if (kept === 'unknown') return kept
  const newest = kept ?? (known?.first ? standingOfFirst(known.first) : null)
  const { magazine, calendar } = deps.generation()
  const period = currentPeriod(magazine.policy.period, calendar.dateAt(deps.now()), newest?.period ?? null)
  return standingIn(period.start, newest)
}

/** The ledger's answer, or `unknown` when it fails or is late; that is logged. */
export async function askLedger<Answer>({ meter }: Deps, answer: Ready<Answer>): Promise<Answer | 'unknown'> {
  try {
    return await meter.deadline(answer)
  } catch (error) {
    meter.onLedgerFailure(error)
    return 'unknown'
  }
}

/** A reader's name in the ledger, with the first reading that a visitor's cookie may hold; null for a browser that is new here. */
export function ledgerName({
  member,
  visitor,
}: Pick<Who, 'member' | 'visitor'>): { reader: ReaderKey; first: FirstReading | null } | null {
  if (member) return { reader: memberKey(member.id), first: null }
  return visitor && { reader: `v:${visitor.id}`, first: visitor.first }
}
