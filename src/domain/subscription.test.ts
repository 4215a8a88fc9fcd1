import { describe, expect, test } from 'vitest'
import { accessWindow, placeIn, type SubscriptionTerms } from './subscription.ts'

const start = '2026-11-01T08:00:00.000Z'
const paid = '2026-12-01T08:00:00.000Z'
const grace = '2026-12-08T08:00:00.000Z'
const earlier = '2026-11-20T23:59:59.999Z'
const later = '2027-02-01T00:00:00.000Z'

type Case = [what: string, terms: Partial<Record<keyof SubscriptionTerms, string | null>>, until: string | null]

const cases: Case[] = [
  ['a comp without an end has none', { kind: 'comp', paidUntil: null }, null],
  ['a comp ends when it was to, without any grace', { kind: 'comp' }, paid],
  ['an invoice ends with the paid time, without any grace', { kind: 'invoice' }, paid],
  ['a gift ends with the paid time, without any grace', { kind: 'gift' }, paid],
  ['one paid by card goes on for the grace days', {}, grace],
  ['a past-due one too, from where the unpaid time began', { status: 'past-due' }, grace],
  ['a trial ends when it is over, without any grace', { status: 'trialing' }, paid],
  ['one that is cancelled at the end of its time has no grace', { cancelsAt: paid }, paid],
  ['a past-due one that is cancelled has none either', { status: 'past-due', cancelsAt: paid }, paid],
  ['one that is cancelled for earlier ends then', { cancelsAt: earlier }, earlier],
  ['one that is cancelled for later ends with the paid time', { cancelsAt: later }, paid],
  ['a trial that is cancelled goes on until it is over', { status: 'trialing', cancelsAt: paid }, paid],
  ['one that was refunded or disputed ended at that moment', { status: 'ended', endedAt: earlier }, earlier],
  ['one that ended after its paid time ended with that', { status: 'ended', endedAt: later }, paid],
  ['one that pauses stops at that moment', { status: 'paused', endedAt: earlier }, earlier],
  [
    'a comp that was taken back ended at that moment',
    { kind: 'comp', paidUntil: null, status: 'ended', endedAt: earlier },
    earlier,
  ],
  ['a comp without an end that is to stop does so', { kind: 'comp', paidUntil: null, cancelsAt: later }, later],
]

describe('when a subscription opens picks, to the millisecond', () => {
  test.each(cases)('%s', (_, terms, until) => {
    const { kind, status, startsAt, paidUntil, cancelsAt, endedAt } = { ...ordinary, ...terms } as typeof ordinary
    const window = accessWindow(
      {
        kind,
        status,
        startsAt: new Date(startsAt),
        paidUntil: date(paidUntil),
        cancelsAt: date(cancelsAt),
        endedAt: date(endedAt),
      },
      { graceDays: 7 },
    )
    expect(window.from.toISOString()).toBe(start)
    expect(window.until?.toISOString() ?? null).toBe(until)
  })

  test('the grace is whole days of 24 hours, and none where the magazine gives none', () => {
    const terms: SubscriptionTerms = {
      kind: 'stripe',
      status: 'active',
      startsAt: new Date(start),
      paidUntil: new Date('2026-03-28T00:30:00.001Z'),
      cancelsAt: null,
      endedAt: null,
    }
    // In the night in between the clocks of Europe go forward.
    expect(accessWindow(terms, { graceDays: 1 }).until?.toISOString()).toBe('2026-03-29T00:30:00.001Z')
    expect(accessWindow(terms, { graceDays: 2 }).until?.toISOString()).toBe('2026-03-30T00:30:00.001Z')
    expect(accessWindow(terms, { graceDays: 0 }).until?.toISOString()).toBe('2026-03-28T00:30:00.001Z')
  })

  test('one that ended before it began opens nothing at any moment', () => {
    const { until, from } = accessWindow(
      { kind: 'comp', status: 'ended', startsAt: new Date(later), paidUntil: null, cancelsAt: null, endedAt: new Date(earlier) },
      { graceDays: 7 },
    )
    expect(until && until < from).toBe(true)
  })
})

test('a window holds its first moment and not its last', () => {
  const window = { from: new Date(start), until: new Date(paid) }
  const at = (text: string, plus: number) => placeIn(window, new Date(Date.parse(text) + plus))
  expect([at(start, -1), at(start, 0), at(paid, -1), at(paid, 0)]).toEqual(['later', 'now', 'now', 'over'])
  expect(placeIn({ from: new Date(start), until: null }, new Date(later))).toBe('now')
  expect(placeIn({ from: new Date(later), until: new Date(earlier) }, new Date(start))).toBe('over')
})

const ordinary = {
  kind: 'stripe' as SubscriptionTerms['kind'],
  status: 'active' as SubscriptionTerms['status'],
  startsAt: start,
  paidUntil: paid as string | null,
  cancelsAt: null as string | null,
  endedAt: null as string | null,
}

function date(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}
