import { findLead } from '../../data/leads.ts'
import type { Access } from '../../domain/access.ts'
import { covers } from '../../domain/gift.ts'
import type { Lead } from '../../domain/pick.ts'
import { type MeterReading, meterReading } from '../../flows/meter-reading.ts'
import type { GiftOpened } from '../../flows/open-gift.ts'
import { visitorCookie } from '../../kit/visitor-token.ts'
import type { CacheClass } from '../cache-classes.ts'
import type { Ctx } from '../context.ts'
import type { Deps } from '../deps.ts'
import { findBroughtGift } from './brought-gift.ts'
import { addressOf, findWho, isPrefetch, noMember } from './who.ts'

/** A pick decided for one request: what the reader gets, which finished variant of the page that is, and how it may be sent. */
export type Metered = {
  lead: Lead
  reading: MeterReading
  /** Whose page it is: members aren't asked to sign up. */
  reader: 'visitor' | 'member'
  /** Everything in the page that depends on the decision; two readers with the same variant get the same bytes. */
  variant: string
  cache: CacheClass
  headers: Record<string, string>
  /** What came of the gift that the reader brought, if that was asked. The page of a pick that a gift opened is kept by nobody. */
  gift: GiftOpened | null
  mayGive: boolean
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
  const { reader, visitor, member } = lead.visibility === 'open' ? noMember(deps, c) : await findWho(deps, c)
  const brought = findBroughtGift(deps, c, lead)
  const reading = await meterReading(
    { ...deps.meter, ledger: deps.database.ledger, policy: magazine.policy, calendar },
    {
      pick: lead,
      reader,
      visitor,
      purpose: c.req.method === 'HEAD' ? 'head' : isPrefetch(c) ? 'prefetch' : 'read',
      now,
      newVisitor: () => deps.newVisitors.countNewVisitor(addressOf(deps, c), now),
      gift: brought?.open,
    },
  )
  const { access, visitorChange } = reading
  const headers: Record<string, string> = {}
  if (visitorChange) headers['set-cookie'] = visitorCookie(deps.visitors.issue(visitorChange, now))
  if (access.kind === 'open' && access.why === 'crawler') headers['x-robots-tag'] = 'noarchive'
  if (access.kind === 'open' && access.why === 'gift') Object.assign(headers, hidden)
  const whose = reader.kind === 'member' ? 'member' : 'visitor'
  const cache = lead.visibility === 'open' ? 'shared' : 'reader'
  const gift = brought?.came() ?? null
  // Not where a network opens the pick: who gives it must be able to open it themselves.
  const isTheirs =
    access.kind === 'open' && access.why === 'subscriber' && member !== null && covers(member.opens, lead.visibility)
  const mayGive = isTheirs && magazine.gifts.perMonth > 0
  const variant = `${whose} ${variantOf(reading)} ${gift?.kind ?? ''} ${mayGive ? 'gives' : ''}`
  return { lead, reading, reader: whose, variant, cache, headers, gift, mayGive }
}

const hidden = { 'x-robots-tag': 'noindex, noarchive', 'referrer-policy': 'no-referrer' }

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
