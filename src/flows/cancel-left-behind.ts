import { claimCancellation, listDueCancellations, saveAttempt } from '../data/stripe-cancellations.ts'
import { reasonOf } from '../kit/reason.ts'
import { type InboxDeps, retryTime } from './apply-events.ts'

const atOnce = 8
const abandonedAfter = 30_000

/** Cancels at Stripe what members have left behind who deleted their account, and says for how many that is done now. */
export async function cancelLeftBehind(deps: Omit<InboxDeps, 'graceDays'>): Promise<number> {
  const due = await listDueCancellations(deps.db, deps.now, atOnce)
  const done = await Promise.all(due.map((customer) => cancelAllOf(deps, customer)))
  return done.filter((isDone) => isDone).length
}

async function cancelAllOf({ db, payments, now, log }: Omit<InboxDeps, 'graceDays'>, customer: string): Promise<boolean> {
  const attempt = await claimCancellation(db, customer, { now, until: new Date(now.getTime() + abandonedAfter) })
  if (attempt === null) return false
  try {
    for (const id of await payments.listRunningOf(customer)) await payments.cancel(id)
    await saveAttempt(db, customer, { retryAt: null, error: null })
    return true
  } catch (error) {
    const reason = reasonOf(error)
    log('subscription not cancelled', { customer, attempt, error: reason })
    await saveAttempt(db, customer, { retryAt: retryTime(now, attempt), error: reason })
    return false
  }
}
