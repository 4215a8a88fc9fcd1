import { listGrants } from '../../src/data/access-grants.ts'
import { saveMember } from '../../src/data/members.ts'
import { type Plan, savePlan } from '../../src/data/plans.ts'
import type { Db, Engine } from '../../src/data/schema.ts'
import { saveCustomer } from '../../src/data/stripe-customers.ts'
import { applySubscription } from '../../src/flows/apply-subscription.ts'
import { takeEvent } from '../../src/flows/take-event.ts'
import { applyPayments } from '../../src/jobs/payments.ts'
import type { Payments } from '../../src/services/stripe/payments.ts'
import { createStripePayments } from '../../src/services/stripe/stripe-payments.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'
import { type StripeFake, startStripe } from './stripe-fake/stripe-fake.ts'

/** A plan that is sold, unless something else is said. */
export async function addPlan(db: Db, part: Partial<Plan> & { slug: string }, now: Date): Promise<void> {
  const { slug } = part
  const terms = { description: '', price: 700, currency: 'EUR', billed: 'month', trialDays: 0, opens: 'everything' } as const
  const plan = { name: slug, ...terms, stripePrice: `price_${slug}`, position: 1, retiredAt: null, ...part }
  await db.transaction().execute((trx) => savePlan(trx, plan, now))
}

/** A payment service that nobody answers for, with the signatures of the fake. */
export function unreachablePayments(): Payments {
  const api = { host: '127.0.0.1', port: 9, protocol: 'http' } as const
  return createStripePayments({ secretKey: 'sk_test_fake', webhookSecret: 'whsec_fake', now: () => new Date(0), api }, 'reader')
}

/** Paying on a real database, with the real package, and a Stripe on this machine whose clock is the only one. */
export class Paying {
  readonly database: TestDatabase
  readonly stripe: StripeFake
  readonly payments: Payments
  readonly logged: string[] = []
  graceDays = 7

  constructor(database: TestDatabase, stripe: StripeFake) {
    this.database = database
    this.stripe = stripe
    this.payments = createStripePayments(stripe.access, 'job')
  }

  static async open(engine: Engine): Promise<Paying> {
    const [database, stripe] = await Promise.all([openTestDatabase(engine), startStripe()])
    const paying = new Paying(database, stripe)
    await addPlan(paying.db, { slug: 'monthly' }, paying.now)
    await addPlan(paying.db, { slug: 'yearly', price: 7_000, billed: 'year', opens: 'metered' }, paying.now)
    stripe.ledger.price('price_monthly')
    stripe.ledger.price('price_yearly', 7_000, 'year')
    return paying
  }

  get db(): Db {
    return this.database.db
  }

  get now(): Date {
    return this.stripe.ledger.now
  }

  get deps() {
    const log = (event: string, facts?: Record<string, unknown>) => void this.logged.push(JSON.stringify({ event, ...facts }))
    const { db, payments, graceDays, now } = this
    return { db, payments, graceDays, now, log }
  }

  async member(email = 'ada@paper.example'): Promise<{ id: number; customer: string }> {
    const id = await this.db.transaction().execute((trx) => saveMember(trx, email, this.now))
    const customer = this.stripe.ledger.customer(email)
    await saveCustomer(this.db, id, customer)
    return { id, customer }
  }

  look(id: string) {
    return applySubscription(this.deps, id)
  }

  /** Sends events in this order, as Stripe does, and gives what each came to. */
  async send(events = this.stripe.ledger.events) {
    const sent = []
    for (const event of events) sent.push(await takeEvent(this.deps, this.stripe.signed(event)))
    return sent.map(({ kind }) => kind)
  }

  applyAll() {
    const { db, payments, graceDays, deps } = this
    return applyPayments({ db, payments, graceDays: () => graceDays, now: () => this.now, log: deps.log })
  }

  /** When the member's subscriptions open picks. */
  async windows(memberId: number): Promise<string[]> {
    const grants = await listGrants(this.db, memberId)
    return grants.map(
      ({ opens, window }) => `${opens} ${textOf(window.from)} - ${window.until ? textOf(window.until) : 'for good'}`,
    )
  }

  async close(): Promise<void> {
    await this.stripe.stop()
    await this.database.drop()
  }
}

function textOf(time: Date): string {
  return time.toISOString().slice(0, 19)
}
