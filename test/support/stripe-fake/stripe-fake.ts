import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'
import type { StripeAccess } from '../../../src/services/stripe/stripe-payments.ts'
import { type Answer, answerOf, type Question, sessionAnswer } from './answers.ts'
import { StripeLedger } from './ledger.ts'

/** What is wrong with the fake: it answers with this status, or so many milliseconds late. */
export type Trouble = { status: number } | { late: number }

/** A Stripe on this machine, which the real package speaks to. It knows the endpoints that are used and no others. */
export type StripeFake = {
  ledger: StripeLedger
  access: StripeAccess
  origin: string
  trouble: Trouble | null
  /** Everything it was asked, as `GET /v1/subscriptions/sub_1`. */
  asked: string[]
  /** An event as it is sent: signed, at the fake's own time unless another is given. */
  signed: (event: Stripe.Event, options?: { at?: Date; secret?: string }) => { body: string; signature: string }
  stop: () => Promise<void>
}

const secretKey = 'sk_test_fake'
const webhookSecret = 'whsec_fake'

export async function startStripe(now = new Date('2026-11-10T12:00:00Z')): Promise<StripeFake> {
  const ledger = new StripeLedger(now)
  const replies = new Map<string, Answer>()
  const late = new Set<NodeJS.Timeout>()
  const server = createServer((request, response) => void serve(request, response).catch(() => response.destroy()))

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const url = new URL(request.url ?? '/', fake.origin)
    if (!url.pathname.startsWith('/v1/')) return sendPage(ledger, url, Buffer.concat(chunks).toString(), { request, response })
    fake.asked.push(`${request.method} ${url.pathname}`)
    const { trouble } = fake
    if (trouble && 'late' in trouble) await new Promise((resolve) => late.add(setTimeout(resolve, trouble.late)))
    const key = request.headers['idempotency-key']
    const known = typeof key === 'string' ? replies.get(key) : undefined
    const answer =
      trouble && 'status' in trouble
        ? { status: trouble.status, body: { error: { type: 'api_error', message: 'no' } } }
        : (known ?? answerTo(ledger, fake.origin, questionOf(request, url, Buffer.concat(chunks).toString())))
    // As at Stripe, a fault is the answer to its key from then on; being asked too often is none.
    if (typeof key === 'string' && !known && answer.status !== 429) replies.set(key, answer)
    send(response, answer)
  }

  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  const fake: StripeFake = {
    ledger,
    access: { secretKey, webhookSecret, now: () => ledger.now, api: { host: '127.0.0.1', port, protocol: 'http' } },
    origin: `http://127.0.0.1:${port}`,
    trouble: null,
    asked: [],
    signed: (event, { at = ledger.now, secret = webhookSecret } = {}) => {
      const payload = JSON.stringify(event)
      const timestamp = Math.floor(at.getTime() / 1_000)
      return { body: payload, signature: Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp }) }
    },
    stop: () => {
      for (const timer of late) clearTimeout(timer)
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
  return fake
}

function questionOf({ method = 'GET' }: IncomingMessage, url: URL, body: string): Question {
  const fields = method === 'POST' ? new URLSearchParams(body) : url.searchParams
  const expand = [...fields].flatMap(([name, value]) => (name.startsWith('expand[') ? [value] : []))
  return { method, path: url.pathname.slice('/v1/'.length).split('/'), fields, expand }
}

function answerTo(ledger: StripeLedger, origin: string, question: Question): Answer {
  const isSession = question.path[0] === 'checkout' && question.path.length > 2
  return isSession ? sessionAnswer(ledger, question) : answerOf(ledger, origin, question)
}

function send(response: ServerResponse, { status, body }: Answer) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

type Exchange = { request: IncomingMessage; response: ServerResponse }

/** Stripe's own pages: the checkout, which is paid for by its button, and the portal. */
function sendPage(ledger: StripeLedger, url: URL, body: string, { request, response }: Exchange) {
  const [, page, id = ''] = url.pathname.split('/')
  if (page === 'pay' && request.method === 'POST') {
    const back = ledger.sessions.get(id)?.success_url ?? '/'
    ledger.complete(id)
    return response.writeHead(303, { location: back.replace('{CHECKOUT_SESSION_ID}', id) }).end()
  }
  const session = ledger.sessions.get(id)
  const button = `<form method="post"><button>Pay</button></form><a href="${session?.cancel_url}">Back</a>`
  const back = `<a href="${url.searchParams.get('back')}">Back</a>`
  const content = page === 'pay' ? `<h1>Checkout</h1>${button}` : `<h1>Portal</h1>${back}${body}`
  response
    .writeHead(200, { 'content-type': 'text/html' })
    .end(`<!doctype html><html lang="en"><title>Stripe</title><main>${content}</main></html>`)
}
