import fc from 'fast-check'
import { expect, test } from 'vitest'
import { covers, decideGift, decidePause, type GiftAsked, type GiftStanding } from './gift.ts'
import type { Visibility } from './pick.ts'

const now = new Date('2026-11-10T12:00:00Z')
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000)

const fresh: GiftStanding = {
  pickId: 7,
  link: 1,
  opens: 'everything',
  giverOpens: 'everything',
  expiresAt: hours(24),
  endedAt: null,
  pausedAt: null,
  graceUntil: null,
  hasOpened: false,
}
const asked: GiftAsked = { pick: { id: 7, visibility: 'metered' }, link: 1, now }
const decide = (gift: Partial<GiftStanding>, ask: Partial<GiftAsked> = {}) =>
  decideGift({ ...fresh, ...gift }, { ...asked, ...ask })

test('a gift takes a new browser in, which is counted first, and opens to it from then on', () => {
  expect(decide({})).toBe('count')
  expect(decide({ hasOpened: true })).toBe('open')
})

test('a gift opens its own pick and no other, and nothing once it is over or taken back [PW-30]', () => {
  for (const hasOpened of [false, true]) {
    expect(decide({ hasOpened }, { pick: { id: 8, visibility: 'metered' } })).toBe('over')
    expect(decide({ hasOpened, expiresAt: now })).toBe('over')
    expect(decide({ hasOpened, endedAt: hours(-1), graceUntil: hours(5) })).toBe('over')
  }
})

test('a gift that has paused takes nobody in, and who has opened it reads on for the grace [PW-31]', () => {
  const paused = { pausedAt: hours(-1), graceUntil: hours(23) }
  expect(decide(paused)).toBe('resting')
  expect(decide({ ...paused, hasOpened: true })).toBe('open')
  expect(decide({ ...paused, hasOpened: true }, { now: hours(23) })).toBe('resting')
})

test('a link that was replaced takes nobody in, and who has opened it reads on for the grace [PW-30]', () => {
  const replaced = { link: 2, graceUntil: hours(5) }
  expect(decide(replaced)).toBe('over')
  expect(decide({ ...replaced, hasOpened: true })).toBe('open')
  expect(decide({ ...replaced, hasOpened: true }, { now: hours(5) })).toBe('over')
  expect(decide({ ...replaced, hasOpened: true }, { now: hours(6), link: 2 })).toBe('open')
})

test('when the giver can’t open the pick any more nobody new comes in, and who has opened it reads on', () => {
  expect(decide({ giverOpens: null })).toBe('over')
  expect(decide({ giverOpens: null, hasOpened: true })).toBe('open')
  const closed: GiftAsked['pick'] = { id: 7, visibility: 'subscribers-only' }
  expect(decide({ giverOpens: 'metered' }, { pick: closed })).toBe('over')
  expect(decide({ opens: 'metered', hasOpened: true }, { pick: closed })).toBe('over')
})

test('a gift opens nothing that its giver could not open on the day of giving', () => {
  const anyDate = fc.option(fc.integer({ min: -48, max: 48 }).map(hours), { nil: null })
  const any = fc.record({
    opens: fc.constantFrom('everything' as const, 'metered' as const),
    giverOpens: fc.constantFrom(null, 'everything' as const, 'metered' as const),
    ...{
      pausedAt: anyDate,
      graceUntil: anyDate,
      endedAt: anyDate,
      hasOpened: fc.boolean(),
      link: fc.integer({ min: 1, max: 3 }),
    },
  })
  const visibilities = fc.constantFrom<Visibility>('open', 'metered', 'subscribers-only')
  fc.assert(
    fc.property(any, visibilities, fc.integer({ min: 1, max: 3 }), (gift, visibility, link) => {
      const decision = decide(gift, { pick: { id: 7, visibility }, link })
      if (decision === 'open' || decision === 'count') expect(covers(gift.opens, visibility)).toBe(true)
      if (decision === 'open') expect(gift.hasOpened && gift.endedAt === null).toBe(true)
      if (decision === 'count') expect(gift.hasOpened || gift.pausedAt !== null || gift.link !== link).toBe(false)
    }),
  )
})

test('a gift pauses when its room is taken, or when very many come within an hour', () => {
  const policy = { perMonth: 10, days: 14, openings: 100, openingsPerHour: 30 }
  expect(decidePause({ opened: 29, room: 100, burst: 29 }, policy)).toBeNull()
  expect(decidePause({ opened: 30, room: 100, burst: 30 }, policy)).toBe('fast')
  expect(decidePause({ opened: 100, room: 100, burst: 30 }, policy)).toBe('many')
  expect(decidePause({ opened: 99, room: 100, burst: 99 }, { ...policy, openingsPerHour: 0 })).toBeNull()
})
