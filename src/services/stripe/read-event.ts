import type Stripe from 'stripe'
import type { PaymentEvent } from './payments.ts'

const tolerance = 300

/** How Stripe's messages are told from others': its secret, and whether they are about real money. */
export type EventTrust = { webhooks: Stripe['webhooks']; secret: string; isLive: boolean }

/**
 * Reads one of Stripe's messages, which is believed in nothing but what to ask about. Null for one that isn't signed by Stripe, or was
 * more than five minutes ago or ahead.
 */
export function readStripeEvent(
  { webhooks, secret, isLive }: EventTrust,
  { body, signature, now }: { body: string; signature: string | null; now: Date },
): PaymentEvent | null {
  const event = verified(() => webhooks.constructEvent(body, signature ?? '', secret, tolerance, undefined, now.getTime()))
  // The package refuses what is old, and lets pass what is dated ahead.
  const signedAt = Number(/(?:^|,)t=(\d+)/.exec(signature ?? '')?.[1])
  if (event === null || !(signedAt - now.getTime() / 1_000 <= tolerance)) return null
  const { id, type } = event
  if (typeof id !== 'string' || typeof type !== 'string') return null
  const alert = distrustOf(event, isLive)
  return { id, type, subject: alert === null ? subjectOf(event) : null, alert }
}

function verified(construct: () => Stripe.Event): Stripe.Event | null {
  try {
    return construct()
  } catch {
    return null
  }
}

function distrustOf({ type, livemode, account }: Stripe.Event, isLive: boolean): string | null {
  if (account !== undefined) return `${type} of another account came in and was ignored`
  if (livemode === isLive) return null
  return livemode
    ? `${type} with real money came in, while STRIPE_SECRET_KEY is a test key; it was ignored`
    : `${type} of Stripe’s test mode came in, while STRIPE_SECRET_KEY is for real money; it was ignored`
}

function subjectOf({ type, data }: Stripe.Event): string | null {
  const object: Fields = { ...data.object }
  if (type.startsWith('customer.subscription.')) return idOf(object, 'sub_')
  if (type === 'customer.deleted') return idOf(object, 'cus_')
  if (type.startsWith('checkout.session.')) return idOf(object.subscription, 'sub_')
  if (type.startsWith('invoice.')) return idOf(subscriptionOf(object), 'sub_')
  return /^(charge|refund)\./.test(type) ? idOf(object.payment_intent, 'pi_') : null
}

/** Older versions of Stripe's interface name an invoice's subscription elsewhere. */
function subscriptionOf(invoice: Fields): unknown {
  const details = fieldsOf(fieldsOf(invoice.parent).subscription_details)
  return details.subscription ?? invoice.subscription
}

type Fields = Record<string, unknown>

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function idOf(value: unknown, prefix: string): string | null {
  const id = typeof value === 'string' ? value : fieldsOf(value).id
  return typeof id === 'string' && id.startsWith(prefix) ? id : null
}
