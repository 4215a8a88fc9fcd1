import { findLead } from '../../data/leads.ts'
import { findPastSubscription } from '../../data/subscriptions.ts'
import type { Access } from '../../domain/access.ts'
import type { Reader } from '../../domain/meter.ts'
import type { Lead } from '../../domain/pick.ts'
import { type MeterReading, meterReading, readingOfNobody } from '../../flows/meter-reading.ts'
import { visitorCookie } from '../../kit/visitor-token.ts'
import type { WhoseReading } from '../../views/frame.ts'
import type { CacheClass } from '../cache-classes.ts'
import type { Ctx } from '../context.ts'
import type { Deps } from '../deps.ts'
import { sessionTokenOf } from './member-cookies.ts'
import { askLedger } from './standing.ts'
import { addressOf, findWho, isPrefetch, noMember, type Who } from './who.ts'

/** A pick decided for one request: what the reader gets, which finished variant of the page that is, and how it may be sent. */
export type Metered = {
  lead: Lead
  reading: MeterReading
  reader: WhoseReading
  /** Everything in the page that depends on the decision; two readers with the same variant get the same bytes. */
  variant: string
  /** Whether it could be found out who reads; where it couldn't there is the lead and no more. */
  isKnown: boolean
  cache: CacheClass
  headers: Record<string, string>
}

/** The lead of a published pick, kept for the rest of the generation. */
export async function findLeadKept(deps: Deps, slug: string): Promise<Lead | null> {
  const { leads } = deps.generation()
  const kept = leads.get(slug)
  if (kept) return kept
  const lead = await findLead(deps.database.db, slug, deps.now())
  if (lead) leads.set(slug, lead)
  return lead
}

/** Asks the meter about a pick, counting a reading where that is what it takes. The answer is for this request and is never kept. */
export async function meterPick(deps: Deps, c: Ctx, lead: Lead): Promise<Metered> {
  const now = deps.now()
  const { magazine, calendar } = deps.generation()
  // What is open to all is open whoever asks, and nothing is looked up to say who that is.
  const who = lead.visibility === 'open' ? noMember(deps, c) : await findWhoInTime(deps, c)
  if (who === 'unknown') return unknownReader(lead)
  const { reader, visitor } = who
  const reading = await meterReading(
    { ...deps.meter, ledger: deps.database.ledger, policy: magazine.policy, calendar },
    {
      pick: lead,
      reader,
      visitor,
      purpose: c.req.method === 'HEAD' ? 'head' : isPrefetch(c) ? 'prefetch' : 'read',
      now,
      newVisitor: () => deps.newVisitors.countNewVisitor(addressOf(deps, c), now),
    },
  )
  const { access, visitorChange } = reading
  const headers: Record<string, string> = {}
  if (visitorChange) headers['set-cookie'] = visitorCookie(deps.visitors.issue(visitorChange, now))
  if (access.kind === 'open' && access.why === 'crawler') headers['x-robots-tag'] = 'noarchive'
  const whose = await whoseReading(deps, reader, access)
  const cache = lead.visibility === 'open' ? 'shared' : 'reader'
  return { lead, reading, reader: whose, variant: `${whose} ${variantOf(reading)}`, isKnown: true, cache, headers }
}

/** A session is looked up in the time that the ledger has too: the lead is held up by neither. */
function findWhoInTime(deps: Deps, c: Ctx): Promise<Who | 'unknown'> {
  const who = findWho(deps, c)
  return sessionTokenOf(c) === null ? who : askLedger(deps, who)
}

function unknownReader(lead: Lead): Metered {
  const reading = readingOfNobody()
  return {
    lead,
    reading,
    reader: 'member',
    variant: `member ${variantOf(reading)}`,
    isKnown: false,
    cache: 'reader',
    headers: {},
  }
}

/** Whether a member once had a subscription is only asked at the wall, where it makes a difference. */
async function whoseReading({ database, now }: Deps, reader: Reader, access: Access): Promise<WhoseReading> {
  switch (reader.kind) {
    case 'subscriber':
      return 'subscriber'
    case 'member': {
      const isWalled = access.kind === 'lead'
      return isWalled && (await findPastSubscription(database.db, Number(reader.id), now())) !== null
        ? 'former-subscriber'
        : 'member'
    }
    case 'visitor':
    case 'crawler':
      return 'visitor'
  }
}

function variantOf({ access, allowance, period }: MeterReading): string {
  return `${variantOfAccess(access)} ${allowance ?? ''} ${period ? `${period.start} ${period.opensAgain}` : ''}`
}

function variantOfAccess(access: Access): string {
  switch (access.kind) {
    case 'open':
      return 'open'
    case 'already-read':
    case 'counted':
      return `${access.nth} ${access.left}`
    case 'lead':
      return access.why
  }
}
