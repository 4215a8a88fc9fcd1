import { AccountPage } from '../../../src/views/account-page.tsx'
import type { Frame } from '../../../src/views/frame.ts'
import { GoingPage } from '../../../src/views/going-page.tsx'
import { MyPlanPage } from '../../../src/views/my-plan-page.tsx'
import type { ViewNode } from '../../../src/views/render.ts'
import { SubscribePage } from '../../../src/views/subscribe-page.tsx'

const now = new Date('2026-09-21T10:00:00Z')
const nothing = { now, subscriptions: [], invoices: [], throughGroup: false }

/** What paying adds to the pages about plans: on the way to it, when it doesn't answer, and until it is confirmed. */
export function paymentPages(frame: Frame): Record<string, ViewNode> {
  const { waiting, unavailable } = frame.words.payments
  const member = {
    email: 'adela.brandt@tidewater.example',
    name: 'Adela Brandt',
    keepsHistory: true,
    newsletters: [],
    sessions: [],
  }
  return {
    going: <GoingPage frame={frame} url="https://checkout.stripe.com/c/pay/cs_live_a1" />,
    'subscribe-unavailable': <SubscribePage frame={frame} plans={[]} chosen={null} sells problem={unavailable} />,
    'plan-waiting': <MyPlanPage frame={frame} shown={nothing} managesPayment notice={waiting} />,
    'account-paying': <AccountPage frame={frame} account={{ ...member, paysByCard: true }} />,
  }
}
