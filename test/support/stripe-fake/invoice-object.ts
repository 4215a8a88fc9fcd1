import type Stripe from 'stripe'
import type { Period } from './objects.ts'

type Issued = {
  id: string
  subscription: string
  customer: string
  price: Stripe.Price
  period: Period
  created: number
  reason: Stripe.Invoice.BillingReason
  amount: number
}

/** An invoice has about eighty fields; those that are asked about are here. It begins as open. */
export function invoiceObject({ id, subscription, customer, price, period, created, reason, amount }: Issued) {
  const lines = [{ id: id.replace('in_', 'il_'), object: 'line_item', amount, period }]
  return {
    id,
    object: 'invoice',
    number: `NO-${id.slice(3)}`,
    amount_due: amount,
    amount_paid: 0,
    billing_reason: reason,
    created,
    currency: price.currency,
    customer,
    hosted_invoice_url: `https://pay.example/${id}`,
    lines: {
      object: 'list',
      url: `/v1/invoices/${id}/lines`,
      has_more: false,
      data: lines,
    } as unknown as Stripe.ApiList<Stripe.InvoiceLineItem>,
    livemode: false,
    parent: {
      type: 'subscription_details',
      quote_details: null,
      billing_cycle_reservation_details: null,
      subscription_details: { metadata: null, subscription },
    } as unknown as Stripe.Invoice.Parent,
    payments: { object: 'list', url: '/v1/invoice_payments', has_more: false, data: [] } as Stripe.ApiList<Stripe.InvoicePayment>,
    status: 'open' as Stripe.Invoice.Status,
    status_transitions: { finalized_at: created, marked_uncollectible_at: null, paid_at: null as number | null, voided_at: null },
    total: amount,
  } satisfies Partial<Stripe.Invoice>
}

/** The payment that an invoice was settled by. */
export function invoicePaymentObject(invoice: string, payment: string, { amount, created }: { amount: number; created: number }) {
  return {
    id: invoice.replace('in_', 'inpay_'),
    object: 'invoice_payment',
    amount_paid: amount,
    amount_requested: amount,
    created,
    currency: 'eur',
    invoice,
    is_default: true,
    livemode: false,
    payment: { type: 'payment_intent', payment_intent: payment },
    status: 'paid',
    status_transitions: { canceled_at: null, paid_at: created },
  } satisfies Stripe.InvoicePayment
}
