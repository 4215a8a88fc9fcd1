import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { unreachablePayments } from '../support/paying.ts'
import { openTestSite, type TestSite } from '../support/site.ts'
import { type StripeFake, startStripe } from '../support/stripe-fake/stripe-fake.ts'

let site: TestSite
let stripe: StripeFake
beforeAll(async () => {
  stripe = await startStripe()
  site = await openTestSite({ payments: unreachablePayments() })
  site.clock.now = stripe.ledger.now
})
afterAll(async () => {
  await stripe.stop()
  await site.drop()
})
beforeEach(() => site.database.db.deleteFrom('stripe_event').execute())

const seconds = (count: number) => new Date(stripe.ledger.now.getTime() + count * 1_000)
const events = () => site.database.db.selectFrom('stripe_event').selectAll().orderBy('id').execute()

function event(fields: object = {}) {
  stripe.ledger.emit('customer.subscription.updated', { id: 'sub_1', object: 'subscription' })
  const made = stripe.ledger.events.at(-1)
  if (!made) throw new Error('no event')
  return Object.assign(made, fields)
}

function post(body: BodyInit, signature: string | null, headers: Record<string, string> = {}) {
  const signed: Record<string, string> = signature === null ? {} : { 'stripe-signature': signature }
  const init = { method: 'POST', body, headers: { 'content-type': 'application/json', ...signed, ...headers }, duplex: 'half' }
  return site.request('/webhooks/stripe', init)
}

function chunked(text: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 7) controller.enqueue(bytes.slice(at, at + 7))
      controller.close()
    },
  })
}

test('what isn’t signed by Stripe is refused, in all these ways, and leaves no row [PY-01]', async () => {
  const { body, signature } = stripe.signed(event())
  const big = stripe.signed(event({ padding: 'x'.repeat(5_000_000) }))
  const refused: [string, BodyInit, string | null][] = [
    ['none', body, null],
    ['empty', body, ''],
    ['made up', body, `t=${Math.floor(stripe.ledger.now.getTime() / 1_000)},v1=${'0'.repeat(64)}`],
    ['without a time', body, signature.replace(/t=\d+,/, '')],
    ['of an older scheme', body, signature.replace('v1=', 'v0=')],
    ['another endpoint’s', ...pair(stripe.signed(event(), { secret: 'whsec_other' }))],
    ['301 seconds ago', ...pair(stripe.signed(event(), { at: seconds(-301) }))],
    ['301 seconds ahead', ...pair(stripe.signed(event(), { at: seconds(301) }))],
    ['written again', JSON.stringify(JSON.parse(body), null, 1), signature],
    ['with a byte-order mark', `\uFEFF${body}`, signature],
    ['a byte more', `${body} `, signature],
    ['nothing', '', signature],
    ['no text', new Uint8Array([0xff, 0xfe, 0xfd]), signature],
    ['five megabytes', big.body, big.signature],
    ['in pieces, and false', chunked(body), signature.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
    ['of another kind', ...pair(stripe.signed(event({ object: 'v2.core.event' })))],
  ]
  for (const [what, sent, sign] of refused) {
    const answer = await post(sent, sign)
    expect([what, answer.status, await answer.text()]).toEqual([what, 400, ''])
  }
  expect(await events()).toEqual([])
})

test('what Stripe signs is kept, in pieces too, and up to five minutes off; no page of ours has to send it [PY-01] [AU-18]', async () => {
  const { body, signature } = stripe.signed(event())
  const answers = [
    await post(chunked(body), signature, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }),
    await post(...pair(stripe.signed(event(), { at: seconds(-300) }))),
    await post(...pair(stripe.signed(event(), { at: seconds(300) }))),
  ]
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(await events()).toHaveLength(3)
  expect(await events()).toMatchObject([
    { type: 'customer.subscription.updated', subject: 'sub_1', attempts: 0, applied_at: null },
    {},
    {},
  ])
})

test('one message fifty times at once, and again three days later, is one row, and every time it is taken [PY-02]', async () => {
  const made = event()
  const { body, signature } = stripe.signed(made)
  const answers = await Promise.all(Array.from({ length: 50 }, () => post(body, signature)))
  site.clock.now = seconds(3 * 86_400)
  answers.push(await post(...pair(stripe.signed(made, { at: site.clock.now }))))
  site.clock.now = stripe.ledger.now
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect(await events()).toHaveLength(1)
})

test('with the database down nothing is taken, so that Stripe sends it again [PY-05]', async () => {
  const other = await openTestSite({ payments: unreachablePayments(), now: stripe.ledger.now })
  await other.database.db.schema.dropTable('stripe_event').execute()
  const { body, signature } = stripe.signed(event())
  const answer = await other.request('/webhooks/stripe', { method: 'POST', body, headers: { 'stripe-signature': signature } })
  expect(answer.status).toBe(500)
  await other.drop()
})

test('a message about real money to a test key, or of another account, is taken, ignored and told of [PY-10]', async () => {
  for (const fields of [{ livemode: true }, { account: 'acct_1' }])
    expect((await post(...pair(stripe.signed(event(fields))))).status).toBe(200)
  expect(await events()).toMatchObject([
    { subject: '', next_attempt_at: null, alert: expect.stringContaining('test key') },
    { subject: '', next_attempt_at: null, alert: expect.stringContaining('another account') },
  ])
  expect(site.logged.filter((line) => line.includes('payment alert'))).toHaveLength(2)
})

test('a message in another version of Stripe’s interface only says what to ask about [PY-10]', async () => {
  stripe.ledger.emit('invoice.paid', { id: 'in_1', object: 'invoice', subscription: 'sub_9' })
  const made = stripe.ledger.events.at(-1)
  if (!made) throw new Error('no event')
  await post(...pair(stripe.signed(Object.assign(made, { api_version: '2019-02-19' }))))
  expect(await events()).toMatchObject([{ subject: 'sub_9' }])
})

test('without Stripe’s keys there is nobody to take a message', async () => {
  const other = await openTestSite()
  const { body, signature } = stripe.signed(event())
  const answer = await other.request('/webhooks/stripe', { method: 'POST', body, headers: { 'stripe-signature': signature } })
  expect(answer.status).toBe(404)
  await other.drop()
})

function pair({ body, signature }: { body: string; signature: string }): [string, string] {
  return [body, signature]
}
