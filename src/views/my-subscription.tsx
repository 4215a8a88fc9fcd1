import { moneyText } from '../domain/money.ts'
import type { MyInvoice, MySubscription } from '../flows/show-my-plan.ts'
import { clockOf } from './clock.ts'
import { dateText } from './dates.ts'
import type { Frame } from './frame.ts'
import { webAddress } from './web-address.ts'

type Props = { frame: Frame; subscription: MySubscription; now: Date; title: string }

/** One subscription with its facts, and a sentence about where it stands. */
export function MySubscriptionPart({ frame, subscription, now, title }: Props) {
  const { words } = frame
  const { mine, offer } = words.plans
  const { plan, kind, window, when } = subscription
  const { labels } = mine
  const price = offer.price(moneyText({ amount: plan.price, currency: plan.currency }, words.language), plan.billed)
  const until = window.until === null ? mine.noEnd : lastDay(frame, window.until)
  return (
    <section class="group">
      <h2>{title}</h2>
      <div>
        <p>{stateOf(frame, subscription, now)}</p>
        <dl class="counts facts">
          {title === plan.name ? null : <Fact label={labels.plan} value={plan.name} />}
          {kind === 'stripe' || kind === 'invoice' ? <Fact label={labels.price} value={price} /> : null}
          <Fact label={labels.opens} value={mine.opens[plan.opens]} />
          <Fact label={when === 'later' ? labels.from : labels.since} value={dayOf(frame, window.from)} />
          {renews(subscription) || when === 'over' ? null : <Fact label={labels.until} value={until} />}
          <Fact label={labels.paid} value={mine.paid[kind]} />
        </dl>
      </div>
    </section>
  )
}

/** The subscriptions that are over, a line each. */
export function EarlierList({ frame, subscriptions }: { frame: Frame; subscriptions: readonly MySubscription[] }) {
  const { mine } = frame.words.plans
  return (
    <section class="group">
      <h2>{mine.earlier}</h2>
      <ol class="list">
        {subscriptions.map(({ plan, window }) => (
          <li>
            {plan.name}
            <p class="by">{mine.span(dayOf(frame, window.from), lastDay(frame, window.until ?? window.from))}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What was asked for, the newest first; each leads to the paper itself where there is one. */
export function InvoiceList({ frame, invoices }: { frame: Frame; invoices: readonly MyInvoice[] }) {
  const { words } = frame
  const { mine } = words.plans
  return (
    <section class="group">
      <h2>{mine.invoices}</h2>
      <ol class="list">
        {invoices.map(({ number, total, currency, issuedAt, paidAt, url }) => {
          const [name, href] = [mine.invoice(number, moneyText({ amount: total, currency }, words.language)), webAddress(url)]
          const issued = dayOf(frame, issuedAt)
          return (
            <li>
              {href === null ? (
                name
              ) : (
                <a href={href} rel="noopener external">
                  {name}
                </a>
              )}
              <p class="by">{paidAt === null ? mine.invoiceOpen(issued) : mine.invoicePaid(issued, dayOf(frame, paidAt))}</p>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** One that renews itself has no day on which it ends. */
function renews({ kind, status, cancelsAt, when }: MySubscription): boolean {
  return kind === 'stripe' && (status === 'active' || status === 'past-due') && cancelsAt === null && when !== 'over'
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function stateOf(frame: Frame, { when, status, kind, plan, window, ...terms }: MySubscription, now: Date): string {
  const { offer, mine } = frame.words.plans
  const { state } = mine
  const until = window.until === null ? null : lastDay(frame, window.until)
  if (status === 'paused' && when === 'over') return state.paused(dayOf(frame, terms.endedAt ?? window.until ?? now))
  if (when === 'over') return state.pastDueNoGrace
  if (when === 'later') return state.upcoming(dayOf(frame, window.from))
  if (until === null) return state.givenForGood
  if (status === 'trialing') {
    const price = offer.price(moneyText({ amount: plan.price, currency: plan.currency }, frame.words.language), plan.billed)
    return terms.cancelsAt === null ? state.trial(until, price) : state.trialEnds(until)
  }
  if (terms.cancelsAt !== null) return state.cancelled(until)
  const { paidUntil } = terms
  if (kind === 'stripe' && paidUntil !== null)
    return status === 'past-due' || paidUntil <= now ? state.pastDue(until) : state.renews(dayOf(frame, paidUntil))
  return kind === 'invoice' ? state.paidUntil(until) : state.givenUntil(until)
}

function dayOf({ magazine }: Frame, moment: Date): string {
  return dateText(clockOf(magazine.zone, moment).date)
}

/** The last day of a time that ends at this moment: what ends at midnight ends with the day before. */
function lastDay(frame: Frame, until: Date): string {
  return dayOf(frame, new Date(until.getTime() - 1))
}
