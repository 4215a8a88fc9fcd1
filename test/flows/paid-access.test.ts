import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { engines } from '../support/database.ts'
import { Paying } from '../support/paying.ts'
import { day } from '../support/stripe-fake/ledger.ts'

const begin = '2026-11-10T12:00:00'
const month = '2026-12-10T12:00:00'
const monthWithGrace = '2026-12-17T12:00:00'

type Case = { what: string; happens: (paying: Paying, id: string) => void; expected: string; trialDays?: number; again?: string }

const cases: Case[] = [
  { what: 'paid', happens: () => {}, expected: monthWithGrace },
  { what: 'on trial', happens: () => {}, trialDays: 14, expected: '2026-11-24T12:00:00' },
  {
    what: 'paid after the trial',
    trialDays: 14,
    happens: ({ stripe: { ledger } }, id) => ledger.settle(ledger.renew(id)),
    expected: '2026-12-31T12:00:00',
  },
  {
    what: 'not paid after the trial: grace, from the end of the trial',
    trialDays: 14,
    happens: ({ stripe: { ledger } }, id) => ledger.fail(ledger.renew(id)),
    expected: '2026-12-01T12:00:00',
  },
  {
    what: 'paused at the end of the trial, because no card is known',
    trialDays: 14,
    happens: ({ stripe: { ledger } }, id) => ledger.change(id, { status: 'paused' }),
    expected: '2026-11-24T12:00:00',
  },
  {
    what: 'past due: grace, from the end of the paid time',
    happens: ({ stripe: { ledger } }, id) => {
      ledger.fail(ledger.renew(id))
      ledger.later(day)
    },
    expected: monthWithGrace,
  },
  {
    what: 'past due and recovered',
    happens: ({ stripe: { ledger } }, id) => {
      const invoice = ledger.renew(id)
      ledger.fail(invoice)
      ledger.later(3 * day)
      ledger.settle(invoice)
    },
    expected: '2027-01-17T12:00:00',
  },
  {
    what: 'unpaid, after Stripe has given up',
    happens: ({ stripe: { ledger } }, id) => {
      ledger.fail(ledger.renew(id))
      ledger.change(id, { status: 'unpaid' })
    },
    expected: month,
  },
  {
    what: 'the dearer plan isn’t paid: grace, from the moment of asking',
    happens: ({ stripe: { ledger } }, id) => {
      ledger.later(10 * day)
      ledger.fail(ledger.changePrice(id, 'price_monthly', { isPaid: false }))
    },
    expected: '2026-11-27T12:00:00',
  },
  {
    what: 'to be cancelled with the period',
    happens: ({ stripe: { ledger } }, id) => ledger.change(id, { cancel_at_period_end: true }),
    expected: month,
  },
  {
    what: 'to be cancelled, and not after all',
    happens: ({ stripe: { ledger } }, id) => {
      ledger.change(id, { cancel_at_period_end: true })
      ledger.change(id, { cancel_at_period_end: false })
    },
    expected: monthWithGrace,
  },
  {
    what: 'to be cancelled on a day',
    happens: ({ stripe: { ledger } }, id) => ledger.change(id, { cancel_at: Date.UTC(2026, 10, 20, 7) / 1_000 }),
    expected: '2026-11-20T07:00:00',
  },
  {
    what: 'cancelled at once',
    happens: ({ stripe: { ledger } }, id) => {
      ledger.later(100)
      ledger.end(id)
    },
    expected: '2026-11-10T12:01:40',
  },
  {
    what: 'payments paused: what is paid still opens',
    happens: ({ stripe: { ledger } }, id) => ledger.change(id, { pause_collection: { behavior: 'void', resumes_at: null } }),
    expected: month,
  },
  {
    what: 'payments paused, into the next month',
    happens: ({ stripe: { ledger } }, id) => {
      ledger.change(id, { pause_collection: { behavior: 'void', resumes_at: null } })
      Object.assign(ledger.renew(id), { status: 'void' })
    },
    expected: month,
  },
  {
    what: 'payments paused and taken up again',
    happens: ({ stripe: { ledger } }, id) => {
      ledger.change(id, { pause_collection: { behavior: 'void', resumes_at: null } })
      ledger.change(id, { pause_collection: null })
    },
    expected: monthWithGrace,
  },
  {
    what: 'paid back in full',
    happens: ({ stripe: { ledger } }, id) => {
      ledger.later(day)
      ledger.refund(id)
    },
    expected: '2026-11-11T12:00:00',
  },
  { what: 'paid back in part', happens: ({ stripe: { ledger } }, id) => ledger.refund(id, 100), expected: monthWithGrace },
  {
    what: 'paid back in full, and the next month paid',
    happens: ({ stripe: { ledger } }, id) => {
      ledger.refund(id)
      ledger.settle(ledger.renew(id))
    },
    expected: '2027-01-17T12:00:00',
  },
  {
    what: 'disputed',
    happens: ({ stripe: { ledger } }, id) => {
      ledger.later(2 * day)
      ledger.dispute(id)
    },
    expected: '2026-11-12T12:00:00',
  },
  {
    what: 'disputed and lost',
    happens: ({ stripe: { ledger } }, id) => {
      const dispute = ledger.dispute(id)
      ledger.later(2 * day)
      ledger.closeDispute(dispute, 'lost')
    },
    expected: begin,
  },
  {
    what: 'disputed and won',
    happens: ({ stripe: { ledger } }, id) => ledger.closeDispute(ledger.dispute(id), 'won'),
    expected: monthWithGrace,
  },
  {
    what: 'asked about by the bank',
    happens: ({ stripe: { ledger } }, id) => void ledger.dispute(id, 'warning_needs_response'),
    expected: monthWithGrace,
  },
  {
    what: 'another plan, paid',
    happens: ({ stripe: { ledger } }, id) => void ledger.changePrice(id, 'price_yearly', { isPaid: true }),
    expected: monthWithGrace,
    again: 'metered',
  },
  {
    what: 'the customer was deleted at Stripe',
    happens: ({ stripe: { ledger } }, id) => {
      ledger.later(60)
      ledger.deleteCustomer(String(ledger.get(id).customer))
    },
    expected: '2026-11-10T12:01:00',
  },
  {
    what: 'in a state that isn’t known here',
    happens: ({ stripe: { ledger } }, id) => ledger.change(id, { status: 'asleep' }),
    expected: begin,
  },
]

describe.each(engines)('what a member pays for, on %s', (engine) => {
  let paying: Paying
  beforeEach(async () => {
    paying = await Paying.open(engine)
  })
  afterEach(() => paying.close())

  test.each(cases)(
    'opens picks to the second: $what [PY-09]',
    async ({ happens, expected, trialDays = 0, again = 'everything' }) => {
      const { ledger } = paying.stripe
      const { id, customer } = await paying.member()
      const subscription = ledger.subscribe({ customer, price: 'price_monthly', trialDays })
      await paying.send()
      await paying.applyAll()
      expect(await paying.windows(id)).toHaveLength(1)
      happens(paying, subscription)
      await paying.send()
      ledger.later(1)
      await paying.applyAll()
      expect(await paying.windows(id)).toEqual([`${again} ${begin} - ${expected}`])
      expect(paying.logged).toEqual([])
    },
  )
})
