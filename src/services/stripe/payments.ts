import type { PaidSubscription } from '../../domain/paid-subscription.ts'

/** A page of the payment service's where somebody subscribes. `url` is null once it can't be used any more. */
export type CheckoutSession = {
  id: string
  customer: string | null
  state: 'open' | 'complete' | 'expired'
  subscription: string | null
  url: string | null
}

/** What is sold, as the checkout needs it. The same `key` gives the same session, however often it is asked for. */
export type CheckoutToStart = {
  customer: string
  price: string
  trialDays: number
  key: string
  expiresAt: Date
  /** Where it leads when it is done; `{CHECKOUT_SESSION_ID}` in it is filled in by the service. */
  returnTo: string
  cancelTo: string
}

/** `refused`: asking again with the same key gets the same answer, whatever the reason was. `no-customer`: the customer is gone. */
export type CheckoutAnswer = { kind: 'session'; session: CheckoutSession } | { kind: 'refused' | 'no-customer' }

/** What a signed message says has happened. `subject` is what to ask about, null for what is of no use here; `alert`: why it is not believed. */
export type PaymentEvent = { id: string; type: string; subject: string | null; alert: string | null }

/** A price as the service has it. `amount` is in the currency's smallest unit; `billed` null for what doesn't recur by a month or a year. */
export type PriceTerms = { amount: number | null; currency: string; billed: 'month' | 'year' | null; isActive: boolean }

/** What somebody is to pay for a plan. */
export type PriceToCreate = { name: string; amount: number; currency: string; billed: 'month' | 'year'; key: string }

/**
 * The payment service. Every function but `readEvent` asks it and throws, with a reason that holds no secret, when it doesn't answer as it
 * should; `find` gives null for what isn't there.
 */
export type Payments = {
  createCustomer: (customer: { email: string; key: string }) => Promise<string>
  /** Gives a customer another address, for receipts; one who is gone stays so. The same `key` gets the same answer, a fault too. */
  changeEmail: (change: { customer: string; email: string; key: string }) => Promise<void>
  startCheckout: (checkout: CheckoutToStart) => Promise<CheckoutAnswer>
  findCheckout: (id: string) => Promise<CheckoutSession | null>
  /** Makes a checkout unusable. What has been paid for in it stays, and then this throws. */
  expireCheckout: (id: string) => Promise<void>
  /** The address of the page where a customer changes card, plan and the rest. */
  openPortal: (portal: { customer: string; returnTo: string }) => Promise<string>
  findSubscription: (id: string) => Promise<PaidSubscription | null>
  /** The subscriptions that a payment was for. */
  listSubscriptionsOfPayment: (payment: string) => Promise<string[]>
  /** The subscriptions of a customer that go on. */
  listRunningOf: (customer: string) => Promise<string[]>
  /**
   * Every subscription that goes on, a page at a time. Whether money went back is only looked at where something did in the past month;
   * `findSubscription` always does.
   */
  listRunning: () => AsyncGenerator<PaidSubscription[]>
  /** Lets a subscription end with the time that is paid for, or go on after all. */
  setEnding: (id: string, isEnding: boolean) => Promise<void>
  /** Ends a subscription at once; one that is over already stays as it is. */
  cancel: (id: string) => Promise<void>
  createPrice: (price: PriceToCreate) => Promise<string>
  findPrice: (id: string) => Promise<PriceTerms | null>
  /** Reads a message that was sent to us. Null unless it is signed with our secret and at most five minutes from now. */
  readEvent: (message: { body: string; signature: string | null; now: Date }) => PaymentEvent | null
}
