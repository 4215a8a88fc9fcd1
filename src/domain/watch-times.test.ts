import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstLook, lookAfterMiss, nextLook } from './watch-times.ts'

const day = 86_400_000
const out = new Date('2026-01-01T00:00:00Z')
const daysOn = (days: number) => new Date(out.getTime() + days * day)

describe('when an article is looked at', () => {
  test('each time about twice as old as the last, but daily at first and every ninety days in the end', () => {
    const days = (age: number) => (nextLook(daysOn(age), out, 0.5).getTime() - daysOn(age).getTime()) / day
    expect([0, 0.5, 1, 2, 8, 64, 90, 400, 4_000].map(days)).toEqual([1, 1, 1, 2, 8, 64, 90, 90, 90])
  })

  test('a magazine’s old picks are spread over the time in which each would be looked at', () => {
    const looks = [0, 0.25, 0.5, 0.999].map(
      (spread) => (firstLook(daysOn(400), out, spread).getTime() - daysOn(400).getTime()) / day,
    )
    expect(looks.map(Math.floor)).toEqual([0, 22, 45, 89])
  })

  test('never sooner than a minute from now, whatever the clock and the spread', () => {
    const spread = fc.double({ min: 0, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 4_000 }), spread, fc.integer({ min: 1, max: 50 }), (age, part, misses) => {
        const now = daysOn(age)
        for (const next of [firstLook(now, out, part), nextLook(now, out, part), lookAfterMiss(now, misses, part)]) {
          expect(next.getTime()).toBeGreaterThanOrEqual(now.getTime() + 60_000)
          expect(next.getTime()).toBeLessThanOrEqual(now.getTime() + 100 * day)
        }
      }),
    )
  })

  test('a page that doesn’t answer is asked ever more seldom', () => {
    const hours = [1, 2, 3, 4, 5, 99].map((misses) => (lookAfterMiss(out, misses, 0.5).getTime() - out.getTime()) / 3_600_000)
    expect(hours).toEqual([1, 4, 16, 72, 168, 168])
  })
})
