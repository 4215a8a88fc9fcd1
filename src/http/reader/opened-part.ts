import type { Access, LeadReason } from '../../domain/access.ts'
import type { Period } from '../../domain/period.ts'
import type { MeterPolicy } from '../../domain/policy.ts'
import type { MappedExcerpt } from '../../domain/quotation/run-map.ts'
import type { OpenPart, WallPart } from '../../views/frame.ts'

type Told = { allowance: number | null; period: Period | null; policy: MeterPolicy }

/** The excerpt with the numbers under it, of a pick that was decided to be open. */
export function openPart(
  access: Exclude<Access, { kind: 'lead' }>,
  { excerpt, runMap }: MappedExcerpt,
  allowance: number | null,
): OpenPart {
  if (access.kind !== 'open') return { kind: 'open', excerpt, runMap, left: access.left, allowance, nth: access.nth }
  return { kind: 'open', excerpt, runMap, left: null, allowance: null, nth: null }
}

/** What stands in the excerpt's place, for the reason that was decided. */
export function wallPart(why: LeadReason, { allowance, period, policy }: Told): WallPart {
  switch (why) {
    case 'subscribers-only':
    case 'sign-up-first':
      return { kind: 'wall', why }
    case 'allowance-spent': {
      if (allowance === null || period === null) throw new Error('A spent allowance has a number and a period')
      return { kind: 'wall', why, allowance, opensAgain: period.opensAgain, period: policy.period, periodStart: period.start }
    }
    // The first two are answered without a page.
    case 'head':
    case 'prefetch':
    case 'not-counting':
      return { kind: 'wall', why: 'not-counting' }
  }
}
