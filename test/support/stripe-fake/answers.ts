import type { StripeLedger } from './ledger.ts'
import { secondsOf, sessionObject } from './objects.ts'

/** What the fake is asked: `fields` are those of the query or the body, as Stripe writes them: `line_items[0][price]`. */
export type Question = { method: string; path: string[]; fields: URLSearchParams; expand: string[] }
export type Answer = { status: number; body: object }

/** What Stripe would answer. */
export function answerOf(ledger: StripeLedger, origin: string, question: Question): Answer {
  const { method, path, fields } = question
  const [name = '', id, verb] = path
  const key = `${method} ${name}${id === undefined ? '' : '/:id'}${verb === undefined ? '' : `/${verb}`}`
  const one = (object: object | undefined) => (object ? ok(expanded(ledger, object, question.expand)) : missing())
  switch (key) {
    case 'POST customers':
      return one(ledger.customers.get(ledger.customer(fields.get('email') ?? '')))
    case 'POST customers/:id':
      return one(ledger.changeEmail(id ?? '', fields.get('email') ?? ''))
    case 'GET prices/:id':
      return one(ledger.prices.get(id ?? ''))
    case 'POST prices': {
      const interval = fields.get('recurring[interval]') === 'year' ? 'year' : 'month'
      return ok({
        ...ledger.price(ledger.id('price'), Number(fields.get('unit_amount')), interval),
        currency: fields.get('currency'),
      })
    }
    case 'POST checkout/:id':
      return startSession(ledger, origin, fields)
    case 'GET subscriptions/:id':
      return one(ledger.subscriptions.get(id ?? ''))
    case 'POST billing_portal/:id':
      return ok({
        id: ledger.id('bps'),
        object: 'billing_portal.session',
        url: `${origin}/portal?customer=${fields.get('customer')}&back=${encodeURIComponent(fields.get('return_url') ?? '')}`,
      })
    case 'POST subscriptions/:id':
      if (!ledger.subscriptions.has(id ?? '')) return missing()
      ledger.change(id ?? '', { cancel_at_period_end: fields.get('cancel_at_period_end') === 'true' })
      return one(ledger.get(id ?? ''))
    case 'DELETE subscriptions/:id':
      ledger.end(id ?? '')
      return one(ledger.get(id ?? ''))
    default:
      return key.startsWith('GET ') && id === undefined ? listOf(ledger, name, question) : missing()
  }
}

function startSession(ledger: StripeLedger, origin: string, fields: URLSearchParams): Answer {
  const [customer, price] = [fields.get('customer') ?? '', fields.get('line_items[0][price]') ?? '']
  const known = ledger.customers.get(customer)
  if (!known || known.deleted) return missing('customer')
  if (!ledger.prices.has(price)) return missing('line_items[0][price]')
  const id = ledger.id('cs')
  const terms = {
    id,
    customer,
    url: `${origin}/pay/${id}`,
    success_url: fields.get('success_url'),
    cancel_url: fields.get('cancel_url'),
    created: secondsOf(ledger.now),
    expires_at: Number(fields.get('expires_at')),
  }
  const trialDays = Number(fields.get('subscription_data[trial_period_days]') ?? 0)
  ledger.sessions.set(id, { ...sessionObject(terms), price, trialDays })
  return ok(ledger.sessions.get(id) ?? {})
}

/** Of a checkout, whose path is one longer than the others'. */
export function sessionAnswer(ledger: StripeLedger, { method, path }: Question): Answer {
  const [, , id = '', verb] = path
  const found = ledger.sessions.get(id)
  if (!found) return missing()
  if (method === 'POST' && verb === 'expire') {
    if (found.status !== 'open') return { status: 400, body: { error: { type: 'invalid_request_error', message: 'not open' } } }
    Object.assign(found, { status: 'expired', url: null })
  }
  return ok(found)
}

function listOf(ledger: StripeLedger, name: string, { fields, expand }: Question): Answer {
  const since = Number(fields.get('created[gte]') ?? 0)
  const all: Record<string, { id: string; created: number }[]> = {
    subscriptions: [...ledger.subscriptions.values()].filter(
      ({ status, customer }) => status !== 'canceled' && isAsked(fields, 'customer', String(customer)),
    ),
    invoices: [...ledger.invoices.values()].filter(({ parent }) =>
      isAsked(fields, 'subscription', String(parent.subscription_details?.subscription)),
    ),
    invoice_payments: [...ledger.invoicePayments.values()].filter(({ payment }) =>
      isAsked(fields, 'payment[payment_intent]', String(payment.payment_intent)),
    ),
    charges: [...ledger.charges.values()].filter((one) => isAsked(fields, 'payment_intent', one.payment_intent)),
    refunds: [...ledger.charges.values()].flatMap(({ refunds }) => refunds.data),
    disputes: [...ledger.disputes.values()].filter(({ charge }) => isAsked(fields, 'charge', charge)),
  }
  // The newest first, as Stripe lists everything.
  const found = (all[name] ?? []).filter(({ created }) => created >= since).reverse()
  const after = found.findIndex(({ id }) => id === fields.get('starting_after')) + 1
  const limit = Number(fields.get('limit') ?? 10)
  const inner = expand.flatMap((one) => (one.startsWith('data.') ? [one.slice('data.'.length)] : []))
  const data = found.slice(after, after + limit).map((object) => expanded(ledger, object, inner))
  return ok({ object: 'list', url: `/v1/${name}`, has_more: found.length > after + limit, data })
}

function isAsked(fields: URLSearchParams, name: string, value: string): boolean {
  return !fields.has(name) || fields.get(name) === value
}

/** What isn't asked for in full comes as an id, or not at all. */
function expanded(ledger: StripeLedger, object: object, expand: string[]): object {
  const copy: Record<string, unknown> = { ...object }
  if (expand.includes('latest_invoice')) copy.latest_invoice = ledger.invoices.get(String(copy.latest_invoice)) ?? null
  if (expand.includes('invoice')) copy.invoice = ledger.invoices.get(String(copy.invoice))
  if (copy.object === 'invoice' && !expand.includes('payments')) delete copy.payments
  if (copy.object === 'charge' && !expand.includes('refunds')) delete copy.refunds
  return copy
}

function ok(body: object): Answer {
  return { status: 200, body }
}

function missing(param?: string): Answer {
  return {
    status: param === undefined ? 404 : 400,
    body: {
      error: { type: 'invalid_request_error', code: 'resource_missing', message: 'No such thing', ...(param && { param }) },
    },
  }
}
