import { findLead } from '../../data/leads.ts'
import { findPastSubscription } from '../../data/subscriptions.ts'
import type { Access } from '../../domain/access.ts'
import { covers } from '../../domain/gift.ts'
import type { Reader } from '../../domain/meter.ts'
import type { Lead } from '../../domain/pick.ts'
import type { Courtesy } from '../../flows/load-group-access.ts'
import { type MeterReading, meterReading, readingOfNobody } from '../../flows/meter-reading.ts'
import type { GiftOpened } from '../../flows/open-gift.ts'
import { type Ready, whenReady } from '../../kit/ready.ts'
import { visitorCookie } from '../../kit/visitor-token.ts'
import type { WhoseReading } from '../../views/frame.ts'
import type { CacheClass } from '../cache-classes.ts'
import type { Ctx } from '../context.ts'
import type { Deps } from '../deps.ts'
import { findBroughtGift } from './brought-gift.ts'
import { noteGroupReading } from './group-reading.ts'
import { sessionTokenOf } from './member-cookies.ts'
import { askLedger } from './standing.ts'
import { addressOf, findWho, isPrefetch, noMember, type Who } from './who.ts'

/** A pick decided for one request: what the reader gets, which finished variant of the page that is, and how it may be sent. */
export type Metered = {
  lead: Lead
  reading: MeterReading
  reader: WhoseReading
  /** The group by whose courtesy it is open, where that is why. */
  courtesy: Courtesy | null
  /** Everything in the page that depends on the decision; two readers with the same variant get the same bytes. */
  variant: string
  /** Whether it could be found out who reads; where it couldn't there is the lead and no more. */
  isKnown: boolean
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
export function meterPick(deps: Deps, c: Ctx, lead: Lead): Ready<Metered> {
  // What is open to all is open whoever asks, and nothing is looked up to say who that is.
  const found = lead.visibility === 'open' ? noMember(deps, c) : findWhoInTime(deps, c)
  return whenReady(found, (who) => (who === 'unknown' ? unknownReader(lead) : meterFor(deps, c, { lead, who })))
}

function meterFor(deps: Deps, c: Ctx, { lead, who }: { lead: Lead; who: Who }): Ready<Metered> {
  const now = deps.now()
  const { magazine, calendar } = deps.generation()
  const brought = findBroughtGift(deps, c, lead)
  const purpose = c.req.method === 'HEAD' ? 'head' : isPrefetch(c) ? 'prefetch' : 'read'
  const reading = meterReading(
    { ...deps.meter, ledger: deps.database.ledger, policy: magazine.policy, calendar },
    {
      pick: lead,
      reader: who.reader,
      visitor: who.visitor,
      purpose,
      now,
      newVisitor: () => deps.newVisitors.countNewVisitor(addressOf(deps, c), now),
      gift: brought?.open,
    },
  )
  return whenReady(reading, (known) =>
    whenReady(whoseReading(deps, who.reader, known.access), (whose) => {
      const visitorChange = known.visitorChange ?? noteGroupReading(deps, who, { access: known.access, purpose, now })
      const cookie = visitorChange && visitorCookie(deps.visitors.issue(visitorChange, now))
      const mayGive = isTheirs(who, known.access, lead) && magazine.gifts.perMonth > 0
      return meteredAs(whose, { lead, reading: known, who, cookie, gift: brought?.came() ?? null, mayGive })
    }),
  )
}

type Known = Pick<Metered, 'lead' | 'reading' | 'gift' | 'mayGive'> & { who: Who; cookie: string | null }

function meteredAs(whose: WhoseReading, { lead, reading, who, cookie, gift, mayGive }: Known): Metered {
  const { access } = reading
  const headers: Record<string, string> = {}
  if (cookie !== null) headers['set-cookie'] = cookie
  if (access.kind === 'open' && access.why === 'crawler') headers['x-robots-tag'] = 'noarchive'
  if (access.kind === 'open' && access.why === 'gift') Object.assign(headers, hidden)
  const cache = lead.visibility === 'open' ? 'shared' : 'reader'
  const courtesy = access.kind === 'open' ? who.courtesy : null
  const extras = `${gift?.kind ?? ''} ${mayGive ? 'gives' : ''} ${courtesy ? `courtesy ${courtesy.groupId}` : ''}`
  const variant = `${whose} ${variantOf(reading)} ${extras}`
  return { lead, reading, reader: whose, courtesy, variant, isKnown: true, cache, headers, gift, mayGive }
}

// Not where a network opens the pick: who gives it must be able to open it themselves.
function isTheirs({ member }: Who, access: Access, lead: Lead): boolean {
  return access.kind === 'open' && access.why === 'subscriber' && member !== null && covers(member.opens, lead.visibility)
}

const hidden = { 'x-robots-tag': 'noindex, noarchive', 'referrer-policy': 'no-referrer' }

/** A session is looked up in the time that the ledger has too: the lead is held up by neither. */
function findWhoInTime(deps: Deps, c: Ctx): Ready<Who | 'unknown'> {
  const who = findWho(deps, c)
  return who instanceof Promise && sessionTokenOf(c) !== null ? askLedger(deps, who) : who
}

function unknownReader(lead: Lead): Metered {
  const reading = readingOfNobody()
  return {
    lead,
    reading,
    reader: 'member',
    courtesy: null,
    variant: `member ${variantOf(reading)}`,
    isKnown: false,
    cache: 'reader',
    headers: {},
    gift: null,
    mayGive: false,
  }
}

/** Whether a member once had a subscription is only asked at the wall, where it makes a difference. */
function whoseReading({ database, now }: Deps, reader: Reader, access: Access): Ready<WhoseReading> {
  switch (reader.kind) {
    case 'subscriber':
      return 'subscriber'
    case 'member':
      if (access.kind !== 'lead') return 'member'
      return findPastSubscription(database.db, Number(reader.id), now()).then((past) =>
        past === null ? 'member' : 'former-subscriber',
      )
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
