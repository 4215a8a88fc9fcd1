import { countReading, findStanding, type ReaderKey, recordFirstReading } from '../data/readings.ts'
import type { Ledger } from '../data/schema.ts'
import {
  type Access,
  decideAccess,
  decideAfterCounting,
  decideByStanding,
  type Metered,
  type Purpose,
  type Question,
  type ToCount,
} from '../domain/access.ts'
import { type FirstReading, type Reader, type Standing, standingIn, standingOfFirst } from '../domain/meter.ts'
import { currentPeriod, type Period } from '../domain/period.ts'
import type { LocalDate } from '../domain/pick.ts'
import type { MeterPolicy, PeriodKind } from '../domain/policy.ts'
import type { Calendar } from '../domain/zone.ts'
import { BoundedMap } from '../kit/bounded-map.ts'
import type { Deadline } from '../kit/deadline.ts'
import { type Ready, whenReady } from '../kit/ready.ts'

/** The time the ledger has; a lead is never held up for longer. */
export const ledgerMilliseconds = 800

export type MeterDeps = {
  ledger: Ledger
  policy: MeterPolicy
  calendar: Calendar
  /** 128 random bits as base64url. */
  newVisitorId: () => string
  deadline: Deadline
  /** Told why a reader only got the lead when the ledger failed or was late. */
  onLedgerFailure: (error: unknown) => void
}

/** A visitor as their cookie names them. `renew`: the cookie is old enough to be given anew. */
export type Visitor = { id: string; first: FirstReading | null; renew: boolean }

export type MeterInput = {
  pick: Question['pick']
  reader: Reader
  /** Null for a browser that brought no cookie of ours. Doesn't matter for members and subscribers. */
  visitor: Visitor | null
  purpose: Purpose
  now: Date
  /** Asked once, when a brand-new visitor would be given their first reading. */
  newVisitor: () => 'welcome' | 'sign-up-first'
  /** Asked when somebody is about to read what isn't open to them anyway: the pick that a gift opens for this browser, if one does. */
  gift?: (() => Promise<number | null>) | undefined
}

/** What the visitor's cookie has to say from now on. */
export type VisitorChange = { id: string; first: FirstReading | null }

/** `allowance` and `period` are null where nothing is counted, or nothing could be. */
export type MeterReading = {
  access: Access
  allowance: number | null
  period: Period | null
  visitorChange: VisitorChange | null
}

/**
 * Opens a pick for a reader, counting a reading if that is what it takes. Subscribers and open picks never touch the ledger;
 * when it fails or is late everyone else gets the lead. A new visitor's first reading is held by their cookie and leaves no row,
 * but it isn't given either while there is no ledger that could go on counting.
 */
export function meterReading(deps: MeterDeps, input: MeterInput): Ready<MeterReading> {
  const { pick, reader, purpose } = input
  const question = { pick, reader, purpose, allowance: deps.policy.allowance }
  const plain = decideAccess(question)
  const gift = purpose === 'read' && plain.kind !== 'open' ? input.gift : undefined
  return gift
    ? gift().then((opens) => settle(deps, input, decideAccess({ ...question, gift: opens })))
    : settle(deps, input, plain)
}

function settle(deps: MeterDeps, input: MeterInput, decision: ReturnType<typeof decideAccess>): Ready<MeterReading> {
  if (decision.kind !== 'metered') return { access: decision, allowance: null, period: null, visitorChange: null }
  const fail = (error: unknown): MeterReading => {
    deps.onLedgerFailure(error)
    return { access: { kind: 'lead', why: 'not-counting' }, allowance: decision.limit, period: null, visitorChange: null }
  }
  try {
    const reading = meterInTurn(deps, input, decision)
    return reading instanceof Promise ? deps.deadline(reading).catch(fail) : reading
  } catch (error) {
    return fail(error)
  }
}

function meterInTurn(deps: MeterDeps, input: MeterInput, metered: Metered): Ready<MeterReading> {
  const key = keyOf(input)
  if (key !== null) return meterKnownReader(deps, { ...input, key }, metered)
  return whenReady(findStanding(deps.ledger, nobody), () => meterNewVisitor(deps, input, metered))
}

/** For a reader of whom it can't be found out who they are: the lead, and nothing is counted for anybody. */
export function readingOfNobody(): MeterReading {
  return { access: { kind: 'lead', why: 'not-counting' }, allowance: null, period: null, visitorChange: null }
}

/** Asked after to see whether the ledger answers at all; no visitor's id is empty. */
const nobody: ReaderKey = 'v:'

const mostAttempts = 3

type KnownInput = MeterInput & { key: ReaderKey }

function keyOf({ reader, visitor }: MeterInput): ReaderKey | null {
  if (reader.kind === 'member') return `m:${reader.id}`
  return visitor ? `v:${visitor.id}` : null
}

function meterNewVisitor(deps: MeterDeps, input: MeterInput, metered: Metered): MeterReading {
  const period = periodOf(deps, input, null)
  const decision = decideByStanding(metered, standingIn(period.start, null))
  const result = { allowance: metered.limit, period, visitorChange: null }
  if (decision.kind !== 'count') return { ...result, access: decision }
  if (input.newVisitor() === 'sign-up-first')
    return { ...result, access: decideAfterCounting(decision, { kind: 'sign-up-first' }) }
  const first = { pickId: decision.pickId, period: period.start, openedAt: Math.floor(input.now.getTime() / 1000) }
  const access = decideAfterCounting(decision, { kind: 'counted', nth: 1 })
  return { ...result, access, visitorChange: { id: deps.newVisitorId(), first } }
}

function meterKnownReader(deps: MeterDeps, input: KnownInput, metered: Metered, attempt = 1): Ready<MeterReading> {
  return whenReady(newestStanding(deps, input), (newest) => {
    const period = periodOf(deps, input, newest)
    const decision = decideByStanding(metered, standingIn(period.start, newest))
    const settled = (access: Access) => ({ access, allowance: metered.limit, period, visitorChange: renewal(input) })
    if (decision.kind !== 'count') return settled(decision)
    return count(deps, input, { decision, period, newest }).then((access) => {
      if (access) return settled(access)
      // Decided again only when the reader got into another period between the look-up and the count.
      if (attempt === mostAttempts) throw new Error('The reader kept getting into another period')
      return meterKnownReader(deps, input, metered, attempt + 1)
    })
  })
}

// On one day nearly all readers ask for the same one or two periods.
let found = { kind: null as PeriodKind | null, today: '', byNewest: new BoundedMap<LocalDate | null, Period>(1_000) }

function periodOf({ policy, calendar }: MeterDeps, { now }: MeterInput, standing: Standing | null): Period {
  const kind = policy.period
  const today = calendar.dateAt(now)
  const newest = standing === null ? null : standing.period
  if (found.kind !== kind || found.today !== today) found = { kind, today, byNewest: new BoundedMap(1_000) }
  const known = found.byNewest.get(newest)
  if (known) return known
  const period = currentPeriod(kind, today, newest)
  found.byNewest.set(newest, period)
  return period
}

/** What is known of the reader. A first reading that only their cookie holds reaches the ledger here; HEAD writes nothing. */
function newestStanding({ ledger }: MeterDeps, input: KnownInput): ReturnType<typeof findStanding> {
  const { key, reader, visitor } = input
  const first = reader.kind === 'visitor' ? visitor?.first : null
  return first ? enterFirst(ledger, { ...input, first }) : findStanding(ledger, key)
}

async function enterFirst(
  ledger: Ledger,
  { key, purpose, first }: KnownInput & { first: FirstReading },
): Promise<Standing | null> {
  const standing = await findStanding(ledger, key)
  // The first reading goes in before any other, so a ledger that knows the visitor has it.
  if (standing) return standing
  if (purpose === 'read') await recordFirstReading(ledger, { ...first, reader: key, openedAt: new Date(first.openedAt * 1000) })
  return standingOfFirst(first)
}

type Found = { decision: ToCount; period: Period; newest: Standing | null }

/** Null when the standing was out of date. */
async function count(
  { ledger }: MeterDeps,
  { key, now }: KnownInput,
  { decision, period, newest }: Found,
): Promise<Access | null> {
  const { pickId, limit } = decision
  const counting = { reader: key, period: period.start, newest: newest?.period ?? null, pickId, limit, openedAt: now }
  const counted = await countReading(ledger, counting)
  return counted.kind === 'out-of-date' ? null : decideAfterCounting(decision, counted)
}

/** By now the ledger has the first reading, so the new cookie needn't carry it. */
function renewal({ reader, visitor, purpose }: MeterInput): VisitorChange | null {
  return reader.kind === 'visitor' && visitor?.renew && purpose === 'read' ? { id: visitor.id, first: null } : null
}
