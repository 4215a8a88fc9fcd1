import { type Access, decideAccess, decideAfterCounting, decideByStanding, type Question } from './access.ts'
import type { Reader } from './meter.ts'
import type { Period } from './period.ts'
import type { MeterPolicy } from './policy.ts'

/**
 * The kinds of reader that the desk can look at a pick as. `newcomer`: a new visitor from a network that has sent many; `guest`: a visitor with a
 * gift of this pick; `robot`: one that has proved who it is.
 */
export const madeUpReaders = [
  'visitor',
  'newcomer',
  'member',
  'former-subscriber',
  'subscriber',
  'metered-subscriber',
  'guest',
  'robot',
] as const

export type MadeUpReader = (typeof madeUpReaders)[number]

/** What a reader who isn't there would get, as the meter tells it of one who is: nothing is counted for anybody. */
export type MadeUpReading = { access: Access; allowance: number | null; period: Period | null }

type Asked = { pick: Question['pick']; allowance: MeterPolicy['allowance'] }

const readers: Record<MadeUpReader, Reader> = {
  visitor: { kind: 'visitor' },
  newcomer: { kind: 'visitor' },
  member: { kind: 'member', id: '' },
  'former-subscriber': { kind: 'member', id: '' },
  subscriber: { kind: 'subscriber', opens: 'everything' },
  'metered-subscriber': { kind: 'subscriber', opens: 'metered' },
  guest: { kind: 'visitor' },
  robot: { kind: 'crawler' },
}

/** How many readings such a reader could have left before this pick; null where that makes no difference. */
export function mostLeft(reader: MadeUpReader, asked: Asked): number | null {
  const decision = decide(reader, asked)
  return decision.kind === 'metered' && reader !== 'newcomer' ? decision.limit : null
}

/**
 * Decides as every way out of Tessera does, for a reader made up for it who has `left` readings left (at most the allowance; null for all of it)
 * and opens the pick for the first time.
 */
export function decideForMadeUp(reader: MadeUpReader, asked: Asked & { left: number | null; period: Period }): MadeUpReading {
  const decision = decide(reader, asked)
  if (decision.kind !== 'metered') return { access: decision, allowance: null, period: null }
  const { period } = asked
  const { limit } = decision
  const read = limit - Math.min(asked.left ?? limit, limit)
  // Other picks than any there is.
  const nthOf = new Map(Array.from({ length: read }, (_, at) => [-1 - at, at + 1]))
  const standing = decideByStanding(decision, { period: period.start, nthOf })
  if (standing.kind !== 'count') return { access: standing, allowance: limit, period }
  const outcome = reader === 'newcomer' ? ({ kind: 'sign-up-first' } as const) : ({ kind: 'counted', nth: read + 1 } as const)
  return { access: decideAfterCounting(standing, outcome), allowance: limit, period }
}

function decide(reader: MadeUpReader, { pick, allowance }: Asked) {
  const gift = reader === 'guest' ? pick.id : null
  return decideAccess({ pick, reader: readers[reader], purpose: 'read', allowance, gift })
}
