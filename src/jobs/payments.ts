import type { Db } from '../data/schema.ts'
import { pruneEvents } from '../data/stripe-events.ts'
import { applyDueEvents } from '../flows/apply-events.ts'
import { cancelLeftBehind } from '../flows/cancel-left-behind.ts'
import { reconcileSubscriptions } from '../flows/reconcile-subscriptions.ts'
import { tellAddresses } from '../flows/tell-addresses.ts'
import type { Payments } from '../services/stripe/payments.ts'
import { repeat } from './repeat.ts'

export type PaymentJobDeps = {
  db: Db
  payments: Payments
  /** As the magazine has it set now. */
  graceDays: () => number
  now: () => Date
  log: (event: string, facts?: Record<string, string | number | null>) => void
}

const eachSecond = 1_000
const hour = 3_600_000
/** Everything is compared with Stripe as soon as this many hours have passed since it last was. */
const reconcileHours = 23
/** Events are forgotten after so many days. */
const eventDaysKept = 90

/**
 * Looks into the inbox every second and applies what is there, cancels what deleted accounts have left behind, tells Stripe new addresses,
 * and once a day compares everything with it. `stop` waits for what is under way.
 */
export function startPayments(deps: PaymentJobDeps): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  const inbox = repeat(
    eachSecond,
    logged('payments', deps, () => applyPayments(deps)),
  )
  const nightly = repeat(
    hour / 6,
    logged('reconcile', deps, () => reconcileDaily(deps, stopping.signal)),
  )
  return {
    stop: async () => {
      stopping.abort()
      await Promise.all([inbox.stop(), nightly.stop()])
    },
  }
}

/** Applies what is due now, all of it, and says about how many things it was. */
export async function applyPayments({ db, payments, graceDays, now, log }: PaymentJobDeps): Promise<number> {
  const flow = () => ({ db, payments, graceDays: graceDays(), now: now(), log })
  let all = 0
  for (let done = 1; done > 0; all += done)
    done = (await applyDueEvents(flow())) + (await cancelLeftBehind(flow())) + (await tellAddresses(flow()))
  return all
}

/** Compares everything with Stripe unless that was done in the past day, and forgets old events. */
export async function reconcileDaily({ db, payments, graceDays, now, log }: PaymentJobDeps, signal?: AbortSignal): Promise<void> {
  const at = now()
  const notSince = new Date(at.getTime() - reconcileHours * hour)
  const run = await reconcileSubscriptions(
    { db, payments, graceDays: graceDays(), now: at },
    { notSince, ...(signal && { signal }), tell: ({ line }) => line !== null && log('subscription corrected', { line }) },
  )
  if (run) log('compared with Stripe', { checked: run.checked, corrected: run.corrected })
  await pruneEvents(db, new Date(at.getTime() - eventDaysKept * 24 * hour))
}

/** The work, made never to fail: each failure is logged. */
function logged(job: string, { log }: PaymentJobDeps, work: () => Promise<unknown>): () => Promise<unknown> {
  return () => work().catch((error: unknown) => log('job failed', { job, error: String(error) }))
}
