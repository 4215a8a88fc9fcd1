import type { MyPlan, MySubscription } from '../flows/show-my-plan.ts'
import { paths } from '../http/routes.ts'
import { Ending } from './ending.tsx'
import type { Frame } from './frame.ts'
import { Layout } from './layout.tsx'
import { EarlierList, InvoiceList, MySubscriptionPart } from './my-subscription.tsx'
import { Sentence } from './wall.tsx'

type Props = {
  frame: Frame
  shown: MyPlan
  /** Whether what is paid by card can be changed and cancelled here. */
  managesPayment: boolean
  /** What has become of what the member did last. */
  notice?: string | null
}

/** What a member has, until when, what it opens, how it is paid, and what was asked for it. */
export function MyPlanPage({ frame, shown, managesPayment, notice = null }: Props) {
  const { mine } = frame.words.plans
  const { subscriptions, invoices, now } = shown
  const present = subscriptions.filter(isPresent)
  const later = subscriptions.filter(({ when }) => when === 'later')
  const earlier = subscriptions.filter((one) => one.when === 'over' && !isPresent(one))
  const byCard = managesPayment ? present.concat(later).filter(({ kind }) => kind === 'stripe') : []
  return (
    <Layout
      frame={frame}
      title={mine.title}
      path={paths.accountPlan()}
      section="account"
      head={<meta name="robots" content="noindex" />}
    >
      <h1 class="title">{mine.title}</h1>
      {notice === null ? null : (
        <p class="soft" role="status">
          {notice}
        </p>
      )}
      <p class="intro">{sumOf(frame, shown)}</p>
      {subscriptions.some(({ when }) => when === 'now') || shown.throughGroup ? null : (
        <p>
          <Sentence sentence={mine.toPlans} href={paths.subscribe()} />
        </p>
      )}
      {present.map((one) => (
        <MySubscriptionPart frame={frame} subscription={one} now={now} title={one.plan.name} />
      ))}
      {byCard.length > 0 ? (
        <>
          <Portal frame={frame} />
          <Ending frame={frame} isEnding={byCard.every(({ cancelsAt }) => cancelsAt !== null)} />
        </>
      ) : null}
      {later.map((one) => (
        <MySubscriptionPart frame={frame} subscription={one} now={now} title={mine.later} />
      ))}
      {earlier.length > 0 ? <EarlierList frame={frame} subscriptions={earlier} /> : null}
      {invoices.length > 0 ? <InvoiceList frame={frame} invoices={invoices} /> : null}
      <p class="small soft beside">
        <Sentence sentence={mine.toBack} href={paths.account()} />
      </p>
    </Layout>
  )
}

/** What gives access now, and what could again without a new subscription. */
function isPresent({ when, status }: MySubscription): boolean {
  return when === 'now' || (when === 'over' && (status === 'paused' || status === 'past-due'))
}

function sumOf(frame: Frame, { subscriptions, throughGroup }: MyPlan): string {
  const { mine } = frame.words.plans
  const now = subscriptions.filter(({ when }) => when === 'now')
  const best = now.find(({ plan }) => plan.opens === 'everything') ?? now[0]
  if (best) return mine.has(best.plan.name)
  if (throughGroup) return mine.throughGroup
  return subscriptions.some(({ when }) => when === 'over') ? mine.before : mine.none
}

function Portal({ frame }: { frame: Frame }) {
  const { mine } = frame.words.plans
  return (
    <form class="all" method="post" action={paths.billingPortal()}>
      <button type="submit" class="button quiet">
        {mine.portal}
      </button>
      <p class="small soft">{mine.portalHint}</p>
    </form>
  )
}
