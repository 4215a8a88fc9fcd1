import type { MySubscription } from '../../../src/flows/show-my-plan.ts'
import type { ShownPlan } from '../../../src/flows/show-plans.ts'
import type { Frame } from '../../../src/views/frame.ts'
import { MyPlanPage } from '../../../src/views/my-plan-page.tsx'
import { PickPage } from '../../../src/views/pick-page.tsx'
import { ReadingPage } from '../../../src/views/reading-page.tsx'
import type { ViewNode } from '../../../src/views/render.ts'
import { SubscribePage } from '../../../src/views/subscribe-page.tsx'
import { ferry, ferryExcerpt, last, opened, walled } from './fixtures.ts'

const now = new Date('2026-09-21T10:00:00Z')

/** A plan that is sold by the month. */
export const monthly: ShownPlan = {
  slug: 'monthly',
  name: 'Monthly',
  description: 'Every pick, from one month to the next.',
  price: 490,
  currency: 'EUR',
  billed: 'month',
  trialDays: 14,
  opens: 'everything',
  isSold: true,
}
/** The same by the year. */
export const yearly: ShownPlan = {
  ...monthly,
  slug: 'yearly',
  name: 'Yearly',
  description: '',
  price: 4900,
  billed: 'year',
  trialDays: 0,
}
const patron: ShownPlan = {
  ...yearly,
  slug: 'patron',
  name: 'Patron of the Society for Unfinished Bridges and Abandoned Canals',
  description:
    'As the yearly plan, and your name in the imprint of the December pages, for those who would like us to have more time.',
  price: 1_200_000,
}
const plans = [monthly, yearly, patron]

const byCard: MySubscription = {
  id: 1,
  kind: 'stripe',
  status: 'active',
  startsAt: new Date('2026-03-02T09:30:00Z'),
  paidUntil: new Date('2026-10-02T09:30:00Z'),
  cancelsAt: null,
  endedAt: null,
  plan: monthly,
  window: { from: new Date('2026-03-02T09:30:00Z'), until: new Date('2026-10-09T09:30:00Z') },
  when: 'now',
}
const gift: MySubscription = {
  ...byCard,
  id: 2,
  kind: 'gift',
  plan: yearly,
  window: { from: new Date('2026-11-30T23:00:00Z'), until: new Date('2027-11-30T23:00:00Z') },
  when: 'later',
}
const ended: MySubscription = {
  ...byCard,
  id: 3,
  status: 'ended',
  endedAt: new Date('2025-12-01T08:00:00Z'),
  window: { from: new Date('2025-03-01T08:00:00Z'), until: new Date('2025-12-01T08:00:00Z') },
  when: 'over',
}
const paidInvoice = { number: 'L-2026-0031', total: 490, currency: 'EUR', issuedAt: new Date('2026-09-02T09:30:00Z') }
const invoices = [
  { ...paidInvoice, paidAt: null, url: 'https://pay.example/in_31' },
  { ...paidInvoice, number: 'L-2026-0027', paidAt: new Date('2026-08-02T09:31:00Z'), url: null },
]

/** The pages about plans and subscriptions, in each of their states, and what subscribers see elsewhere. */
export function planPages(frame: Frame): Record<string, ViewNode> {
  const subscribe = (props: { plans: ShownPlan[]; chosen?: string; sells: boolean }) => (
    <SubscribePage frame={frame} chosen={null} {...props} />
  )
  const mine = (subscriptions: MySubscription[], managesPayment = false) => (
    <MyPlanPage
      frame={frame}
      shown={{ now, subscriptions, invoices: managesPayment ? invoices : [], throughGroup: false }}
      managesPayment={managesPayment}
    />
  )
  const subscriber = { keepsHistory: true, isSubscriber: true }
  return {
    subscribe: subscribe({ plans: [], sells: false }),
    'subscribe-sold': subscribe({ plans: plans.slice(0, 2), sells: true }),
    'subscribe-many': subscribe({ plans, chosen: 'yearly', sells: true }),
    'subscribe-by-hand': subscribe({ plans: plans.slice(0, 2), sells: false }),
    'plan-none': mine([]),
    'plan-group': (
      <MyPlanPage frame={frame} shown={{ now, subscriptions: [], invoices: [], throughGroup: true }} managesPayment />
    ),
    plan: mine([gift, byCard, ended], true),
    'plan-past-due': mine([{ ...byCard, status: 'past-due' }], true),
    'plan-paused': mine([{ ...byCard, status: 'paused', endedAt: now, when: 'over' }], true),
    'plan-trial': mine([{ ...byCard, status: 'trialing', window: { ...byCard.window, until: byCard.paidUntil } }], true),
    'plan-cancelled': mine([{ ...byCard, cancelsAt: byCard.paidUntil, window: { ...byCard.window, until: byCard.paidUntil } }]),
    'plan-comp': mine([{ ...byCard, kind: 'comp', paidUntil: null, window: { ...byCard.window, until: null } }]),
    'plan-over': mine([ended]),
    'pick-subscriber': (
      <PickPage
        frame={frame}
        pick={{ ...opened(ferry, ferryExcerpt, 1), reader: 'subscriber', part: openPart }}
        next={null}
        private
      />
    ),
    'wall-former': <PickPage frame={frame} pick={{ ...walled(ferry), reader: 'former-subscriber' }} next={null} private />,
    'wall-plan': (
      <PickPage
        frame={frame}
        pick={{ lead: last, reader: 'subscriber', part: { kind: 'wall', why: 'subscribers-only' } }}
        next={null}
        private
      />
    ),
    'reading-subscriber': <ReadingPage frame={frame} state={null} allowance={5} member={subscriber} />,
  }
}

const openPart = { kind: 'open', excerpt: ferryExcerpt, left: null, allowance: null, nth: null } as const
