import { type CountOutcome, countOf, leftAfter, limitOf, type Reader, type Standing } from './meter.ts'
import type { Visibility } from './pick.ts'
import type { MeterPolicy } from './policy.ts'

const earned: unique symbol = Symbol('earned')
/** What only this file can make. */
type Earned = { readonly [earned]: true }

/** Leave to read one pick's excerpt. Whoever holds one has a decision behind it. */
export type Permit = Earned & { readonly pickId: number; readonly visibility: Visibility | null }

/** What the reader's browser asks for: to read, to have something ready in case (prefetch, prerender), or the headers alone. */
export type Purpose = 'read' | 'prefetch' | 'head'

/** What is asked before anything else. */
export type Question = {
  pick: { id: number; visibility: Visibility }
  reader: Reader
  purpose: Purpose
  allowance: MeterPolicy['allowance']
  /** The one pick that a gift has opened for this reader. */
  gift?: number | null
}

/** Why a reader gets the lead and no more. `head`: a GET would be counted first, and HEAD counts nothing. */
export type LeadReason = 'allowance-spent' | 'subscribers-only' | 'sign-up-first' | 'not-counting' | 'prefetch' | 'head'

/** Open without any reading being spent. */
export type Opened = { kind: 'open'; permit: Permit; why: 'open' | 'subscriber' | 'crawler' | 'gift' }
/** Counted earlier in this period; `left` is the number that held then. */
export type AlreadyRead = { kind: 'already-read'; permit: Permit; nth: number; left: number }
/** Counted by this very request. */
export type Counted = { kind: 'counted'; permit: Permit; nth: number; left: number }
/** The lead alone; what stands in the body's place depends on `why`. */
export type LeadOnly = { kind: 'lead'; why: LeadReason }

/** What a reader gets of a pick, settled. */
export type Access = Opened | AlreadyRead | Counted | LeadOnly

/** It depends on the reader's standing: look that up and ask `decideByStanding`. */
export type Metered = Earned & { kind: 'metered'; readonly pickId: number; readonly limit: number; readonly isHead: boolean }
/** There is a reading left for this pick: count it and ask `decideAfterCounting`. */
export type ToCount = Earned & { kind: 'count'; readonly pickId: number; readonly limit: number }

/**
 * Decides how much of a pick a reader gets. Every way out of Tessera begins here and nowhere else; the two functions that
 * follow only take what this one made, and only the last step of the way holds a permit.
 */
export function decideAccess({ pick, reader, purpose, allowance, gift = null }: Question): Opened | LeadOnly | Metered {
  if (pick.visibility === 'open') return opened(pick, 'open')
  if (purpose === 'prefetch') return lead('prefetch')
  const isSubscriber = reader.kind === 'subscriber'
  const isGiven = gift === pick.id
  if (pick.visibility === 'subscribers-only') {
    if (isSubscriber && reader.opens === 'everything') return opened(pick, 'subscriber')
    return isGiven ? opened(pick, 'gift') : lead('subscribers-only')
  }
  if (isSubscriber || reader.kind === 'crawler') return opened(pick, reader.kind)
  if (isGiven) return opened(pick, 'gift')
  return { kind: 'metered', pickId: pick.id, limit: limitOf(allowance, reader), isHead: purpose === 'head', [earned]: true }
}

/** Decides a metered pick by what the reader has opened in the current period; `unknown` where the ledger didn't answer. */
export function decideByStanding(metered: Metered, standing: Standing | 'unknown'): AlreadyRead | LeadOnly | ToCount {
  const { pickId, limit } = metered
  if (standing === 'unknown') return lead('not-counting')
  const nth = standing.nthOf.get(pickId)
  if (nth !== undefined) return alreadyRead(pickId, limit, nth)
  if (countOf(standing) >= limit) return lead('allowance-spent')
  return metered.isHead ? lead('head') : { kind: 'count', pickId, limit, [earned]: true }
}

/** Settles a pick that was to be counted. Its body is earned only by a count that happened. */
export function decideAfterCounting({ pickId, limit }: ToCount, outcome: CountOutcome): AlreadyRead | Counted | LeadOnly {
  switch (outcome.kind) {
    case 'counted':
      return { kind: 'counted', permit: permit(pickId, 'metered'), nth: outcome.nth, left: leftAfter(limit, outcome.nth) }
    case 'already':
      return alreadyRead(pickId, limit, outcome.nth)
    case 'spent':
      return lead('allowance-spent')
    case 'sign-up-first':
      return lead('sign-up-first')
  }
}

/**
 * Leave to read a pick for what runs for the magazine itself, such as the desk. (Export needs none: it writes the kept text.)
 * Never for a reader's request; a test lists the files that may call it.
 */
export function deskPermit(pickId: number): Permit {
  return permit(pickId, null)
}

function opened({ id, visibility }: Question['pick'], why: Opened['why']): Opened {
  return { kind: 'open', permit: permit(id, visibility), why }
}

function alreadyRead(pickId: number, limit: number, nth: number): AlreadyRead {
  return { kind: 'already-read', permit: permit(pickId, 'metered'), nth, left: leftAfter(limit, nth) }
}

function lead(why: LeadReason): LeadOnly {
  return { kind: 'lead', why }
}

function permit(pickId: number, visibility: Visibility | null): Permit {
  return { pickId, visibility, [earned]: true }
}
