import type Stripe from 'stripe'

/** Seconds since 1970, as Stripe writes time. */
export const secondsOf = (time: Date) => Math.floor(time.getTime() / 1_000)

const list = <T>(url: string, data: T[]): Stripe.ApiList<T> => ({ object: 'list', url, has_more: false, data })
const notOurs = { application: null, on_behalf_of: null, test_clock: null, metadata: {}, livemode: false }

export function customerObject(id: string, email: string, created: number): Stripe.Customer {
  return {
    id,
    object: 'customer',
    email,
    created,
    balance: 0,
    default_source: null,
    description: null,
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    shipping: null,
  } satisfies Stripe.Customer
}

type PriceTerms = { id: string; amount: number; currency: string; interval: 'month' | 'year' }

export function priceObject({ id, amount, currency, interval }: PriceTerms): Stripe.Price {
  return {
    id,
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created: 0,
    currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: `prod_${id}`,
    recurring: { interval, interval_count: 1, meter: null, trial_period_days: null, usage_type: 'licensed' },
    tax_behavior: null,
    tiers_mode: null,
    transform_quantity: null,
    type: 'recurring',
    unit_amount: amount,
    unit_amount_decimal: null,
  } satisfies Stripe.Price
}

export type Period = { start: number; end: number }

function planOf(price: Stripe.Price): Stripe.Plan {
  return {
    id: price.id,
    object: 'plan',
    active: true,
    amount: price.unit_amount,
    amount_decimal: null,
    billing_scheme: 'per_unit',
    created: 0,
    currency: price.currency,
    interval: price.recurring?.interval ?? 'month',
    interval_count: 1,
    livemode: false,
    metadata: {},
    meter: null,
    nickname: null,
    product: null,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  } satisfies Stripe.Plan
}

function itemObject(subscription: string, price: Stripe.Price, { start, end }: Period): Stripe.SubscriptionItem {
  return {
    id: subscription.replace('sub_', 'si_'),
    object: 'subscription_item',
    billing_thresholds: null,
    created: start,
    current_period_start: start,
    current_period_end: end,
    current_trial: null,
    discounts: [],
    metadata: {},
    plan: planOf(price),
    price,
    quantity: 1,
    subscription,
    tax_rates: null,
  } satisfies Stripe.SubscriptionItem
}

type Begun = {
  id: string
  customer: string
  price: Stripe.Price
  period: Period
  status: Stripe.Subscription.Status
  trialEnd: number | null
}

export function subscriptionObject({ id, customer, price, period, status, trialEnd }: Begun): Stripe.Subscription {
  const item = itemObject(id, price, period)
  return {
    ...notOurs,
    id,
    object: 'subscription',
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: period.start,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: null, type: 'classic' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: period.start,
    currency: price.currency,
    customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: null,
    default_source: null,
    description: null,
    discounts: [],
    ended_at: null,
    invoice_settings: { account_tax_ids: null, custom_fields: null, description: null, footer: null, issuer: { type: 'self' } },
    items: list(`/v1/subscription_items?subscription=${id}`, [item]),
    latest_invoice: null,
    managed_payments: null,
    next_pending_invoice_item_invoice: null,
    pause_collection: null,
    payment_settings: null,
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: period.start,
    status,
    transfer_data: null,
    trial_end: trialEnd,
    trial_settings: null,
    trial_start: trialEnd === null ? null : period.start,
  } satisfies Stripe.Subscription
}

type SessionTerms = Pick<
  Stripe.Checkout.Session,
  'id' | 'customer' | 'url' | 'success_url' | 'cancel_url' | 'created' | 'expires_at'
>

/** A checkout has more than sixty fields; those that are asked about are here. */
export function sessionObject(terms: SessionTerms) {
  return {
    object: 'checkout.session',
    mode: 'subscription',
    status: 'open' as Stripe.Checkout.Session.Status,
    payment_status: 'unpaid' as Stripe.Checkout.Session.PaymentStatus,
    subscription: null as string | null,
    livemode: false,
    ...terms,
  } satisfies Partial<Stripe.Checkout.Session>
}

export function chargeObject(
  id: string,
  payment: string,
  { customer, amount, created }: { customer: string; amount: number; created: number },
) {
  return {
    id,
    object: 'charge',
    amount,
    amount_refunded: 0,
    captured: true,
    created,
    currency: 'eur',
    customer,
    disputed: false,
    livemode: false,
    paid: true,
    payment_intent: payment,
    refunded: false,
    refunds: list<Pick<Stripe.Refund, 'id' | 'amount' | 'created' | 'status'>>(
      '/v1/refunds',
      [],
    ) as Stripe.ApiList<Stripe.Refund>,
    status: 'succeeded' as Stripe.Charge.Status,
  } satisfies Partial<Stripe.Charge>
}
