import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countOf, leftAfter, limitOf, standingIn, standingOfFirst } from './meter.ts'

describe('the meter', () => {
  test('what is left is the allowance less the how-manieth reading it was, never below 0', () => {
    expect([1, 2, 3, 4].map((nth) => leftAfter(3, nth))).toEqual([2, 1, 0, 0])
    fc.assert(fc.property(fc.nat(), fc.nat(), (limit, nth) => leftAfter(limit, nth) === Math.max(0, limit - nth)))
  })

  test('readings of an earlier period count for nothing in this one', () => {
    const march = { period: '2026-03-01', nthOf: new Map([[4, 1]]) }
    expect(standingIn('2026-03-01', march)).toBe(march)
    expect(countOf(standingIn('2026-04-01', march))).toBe(0)
    expect(countOf(standingIn('2026-04-01', null))).toBe(0)
  })

  test('the count is the highest number given, as the ledger counts', () => {
    const gap = new Map([
      [4, 5],
      [7, 2],
    ])
    expect(countOf({ period: '2026-03-01', nthOf: gap })).toBe(5)
  })

  test('a first reading in a cookie stands like a counted one', () => {
    const standing = standingOfFirst({ pickId: 9, period: '2026-03-01', openedAt: 1_772_700_000 })
    expect(standing).toEqual({ period: '2026-03-01', nthOf: new Map([[9, 1]]) })
    expect(countOf(standing)).toBe(1)
  })

  test('visitors and members have an allowance each', () => {
    const allowance = { visitor: 3, member: 5 }
    expect(limitOf(allowance, { kind: 'visitor' })).toBe(3)
    expect(limitOf(allowance, { kind: 'member', id: '1' })).toBe(5)
  })
})
