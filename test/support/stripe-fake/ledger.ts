import type Stripe from 'stripe'
import { invoiceObject, invoicePaymentObject } from './invoice-object.ts'
import {
  chargeObject,
  customerObject,
  type Period,
  priceObject,
  secondsOf,
  type sessionObject,
  subscriptionObject,
} from './objects.ts'

export type FakeSession = ReturnType<typeof sessionObject> & { price: string; trialDays: number }
export type FakeInvoice = ReturnType<typeof invoiceObject>
export type FakeCharge = ReturnType<typeof chargeObject>
export type FakeDispute = {
  id: string
  object: 'dispute'
  charge: string
  payment_intent: string
  created: number
  status: Stripe.Dispute.Status
}

/** What the fake Stripe knows, and what can happen there. Everything that happens makes the events that it makes at Stripe. */
export class StripeLedger {
  now: Date
  readonly customers = new Map<string, Stripe.Customer | Stripe.DeletedCustomer>()
  readonly prices = new Map<string, Stripe.Price>()
  readonly sessions = new Map<string, FakeSession>()
  readonly subscriptions = new Map<string, Stripe.Subscription>()
  readonly invoices = new Map<string, FakeInvoice>()
  readonly invoicePayments = new Map<string, Stripe.InvoicePayment>()
  readonly charges = new Map<string, FakeCharge>()
  readonly disputes = new Map<string, FakeDispute>()
  /** Every event there was, in its order. */
  readonly events: Stripe.Event[] = []
  #count = 0

  constructor(now: Date) {
    this.now = now
  }

  id(prefix: string): string {
    this.#count += 1
    return `${prefix}_${String(this.#count).padStart(6, '0')}`
  }

  later(seconds: number): void {
    this.now = new Date(this.now.getTime() + seconds * 1_000)
  }

  price(id: string, amount = 700, interval: 'month' | 'year' = 'month'): Stripe.Price {
    const price = priceObject({ id, amount, currency: 'eur', interval })
    this.prices.set(id, price)
    return price
  }

  customer(email: string): string {
    const id = this.id('cus')
    this.customers.set(id, customerObject(id, email, secondsOf(this.now)))
    return id
  }

  /** Begins a subscription that is paid for at once, or after the trial. */
  subscribe({ customer, price, trialDays = 0 }: { customer: string; price: string; trialDays?: number }): string {
    const id = this.id('sub')
    const start = secondsOf(this.now)
    const trialEnd = trialDays > 0 ? start + trialDays * day : null
    const found = this.#priceOf(price)
    const period = { start, end: trialEnd ?? nextOf(start, found) }
    const status = trialEnd === null ? 'active' : 'trialing'
    this.subscriptions.set(id, subscriptionObject({ id, customer, price: found, period, status, trialEnd }))
    this.emit('customer.subscription.created', this.get(id))
    const invoice = this.#issue(id, period, {
      reason: 'subscription_create',
      amount: trialEnd === null ? (found.unit_amount ?? 0) : 0,
    })
    this.settle(invoice)
    return id
  }

  /** Begins the next period; its invoice is open until `settle`. The clock goes to its beginning. */
  renew(id: string): FakeInvoice {
    const found = this.get(id)
    const [item] = found.items.data
    if (!item) throw new Error('no item')
    const start = item.current_period_end
    this.now = new Date(start * 1_000)
    item.current_period_start = start
    item.current_period_end = nextOf(start, item.price)
    if (found.status === 'trialing') found.status = 'active'
    const period = { start, end: item.current_period_end }
    const invoice = this.#issue(id, period, { reason: 'subscription_cycle', amount: item.price.unit_amount ?? 0 })
    this.emit('customer.subscription.updated', found)
    return invoice
  }

  settle(invoice: FakeInvoice): void {
    const subscription = invoice.parent.subscription_details?.subscription
    invoice.status = 'paid'
    invoice.status_transitions.paid_at = secondsOf(this.now)
    invoice.amount_paid = invoice.total
    if (invoice.total > 0) this.#charge(invoice)
    this.emit('invoice.paid', invoice)
    const found = typeof subscription === 'string' ? this.get(subscription) : null
    if (found && (found.status === 'past_due' || found.status === 'unpaid')) this.change(found.id, { status: 'active' })
  }

  /** The card was refused. */
  fail(invoice: FakeInvoice): void {
    const subscription = invoice.parent.subscription_details?.subscription
    this.emit('invoice.payment_failed', invoice)
    if (typeof subscription === 'string') this.change(subscription, { status: 'past_due' })
  }

  /** Changes what a subscription says about itself. */
  change(id: string, fields: Partial<Stripe.Subscription>): void {
    Object.assign(this.get(id), fields)
    this.emit('customer.subscription.updated', this.get(id))
  }

  changePrice(id: string, price: string, { isPaid }: { isPaid: boolean }): FakeInvoice {
    const [item] = this.get(id).items.data
    if (!item) throw new Error('no item')
    item.price = this.#priceOf(price)
    const period = { start: secondsOf(this.now), end: item.current_period_end }
    const invoice = this.#issue(id, period, { reason: 'subscription_update', amount: 300 })
    this.emit('customer.subscription.updated', this.get(id))
    if (isPaid) this.settle(invoice)
    return invoice
  }

  end(id: string): void {
    const at = secondsOf(this.now)
    Object.assign(this.get(id), { status: 'canceled', ended_at: at, canceled_at: at })
    this.emit('customer.subscription.deleted', this.get(id))
  }

  refund(id: string, amount?: number): void {
    const charge = this.#newestCharge(id)
    const refund = { id: this.id('re'), amount: amount ?? charge.amount, created: secondsOf(this.now), status: 'succeeded' }
    charge.refunds.data.push({
      ...refund,
      object: 'refund',
      charge: charge.id,
      payment_intent: charge.payment_intent,
    } as Stripe.Refund)
    charge.amount_refunded += refund.amount
    Object.assign(charge, { refunded: charge.amount_refunded >= charge.amount })
    this.emit('charge.refunded', charge)
  }

  dispute(id: string, status: Stripe.Dispute.Status = 'needs_response'): FakeDispute {
    const charge = this.#newestCharge(id)
    Object.assign(charge, { disputed: true })
    const payment_intent = charge.payment_intent
    const dispute: FakeDispute = {
      id: this.id('du'),
      object: 'dispute',
      charge: charge.id,
      payment_intent,
      created: secondsOf(this.now),
      status,
    }
    this.disputes.set(dispute.id, dispute)
    this.emit('charge.dispute.created', dispute)
    return dispute
  }

  closeDispute(dispute: FakeDispute, status: 'won' | 'lost'): void {
    dispute.status = status
    this.emit('charge.dispute.closed', dispute)
  }

  /** Gives a customer another address; undefined for one who isn't there any more. */
  changeEmail(id: string, email: string): Stripe.Customer | undefined {
    const found = this.customers.get(id)
    if (!found || found.deleted) return undefined
    const changed = { ...found, email }
    this.customers.set(id, changed)
    this.emit('customer.updated', changed)
    return changed
  }

  deleteCustomer(id: string): void {
    this.customers.set(id, { id, object: 'customer', deleted: true })
    for (const one of this.subscriptions.values()) if (one.customer === id && one.status !== 'canceled') this.end(one.id)
    this.emit('customer.deleted', { id, object: 'customer' })
  }

  /** The customer pays on Stripe's page. */
  complete(session: string): string {
    const found = this.sessions.get(session)
    if (found?.status !== 'open') throw new Error('this checkout is over')
    const { customer, price, trialDays } = found
    const subscription = this.subscribe({ customer: String(customer), price, trialDays })
    Object.assign(found, { status: 'complete', payment_status: 'paid', subscription, url: null })
    this.emit('checkout.session.completed', found)
    return subscription
  }

  get(id: string): Stripe.Subscription {
    const found = this.subscriptions.get(id)
    if (!found) throw new Error(`no subscription ${id}`)
    return found
  }

  /** Objects are sent as they are at this moment. */
  emit(type: string, object: object): void {
    const data = { object: structuredClone(object) }
    const event = {
      id: this.id('evt'),
      object: 'event',
      type,
      created: secondsOf(this.now),
      livemode: false,
      api_version: '2026-10-28.endive',
      data,
    }
    this.events.push(event as unknown as Stripe.Event)
  }

  #issue(id: string, period: Period, { reason, amount }: { reason: Stripe.Invoice.BillingReason; amount: number }): FakeInvoice {
    const found = this.get(id)
    const [item] = found.items.data
    if (!item) throw new Error('no item')
    const invoice = invoiceObject({
      id: this.id('in'),
      subscription: id,
      customer: String(found.customer),
      price: item.price,
      period,
      created: secondsOf(this.now),
      reason,
      amount,
    })
    this.invoices.set(invoice.id, invoice)
    found.latest_invoice = invoice.id
    return invoice
  }

  #charge(invoice: FakeInvoice) {
    const [payment, created, amount] = [this.id('pi'), secondsOf(this.now), invoice.total]
    const charge = chargeObject(this.id('ch'), payment, { customer: invoice.customer, amount, created })
    this.charges.set(charge.id, charge)
    const settled = invoicePaymentObject(invoice.id, payment, { amount, created })
    this.invoicePayments.set(settled.id, settled)
    invoice.payments.data.push(settled)
  }

  #newestCharge(id: string): FakeCharge {
    const paid = [...this.invoices.values()].filter((one) => one.parent.subscription_details?.subscription === id)
    const payment = paid.flatMap(({ payments }) => payments.data).at(-1)?.payment.payment_intent
    const charge = [...this.charges.values()].find((one) => one.payment_intent === payment)
    if (!charge) throw new Error('nothing was paid')
    return charge
  }

  #priceOf(id: string): Stripe.Price {
    const price = this.prices.get(id)
    if (!price) throw new Error(`no price ${id}`)
    return price
  }
}

export const day = 86_400

function nextOf(start: number, price: Stripe.Price): number {
  const date = new Date(start * 1_000)
  if (price.recurring?.interval === 'year') date.setUTCFullYear(date.getUTCFullYear() + 1)
  else date.setUTCMonth(date.getUTCMonth() + 1)
  return secondsOf(date)
}
