import { claimAddress, listDueAddresses, saveTold, saveUntold } from '../data/stripe-addresses.ts'
import { findCustomerOf } from '../data/stripe-customers.ts'
import { reasonOf } from '../kit/reason.ts'
import { type InboxDeps, retryTime } from './apply-events.ts'

const atOnce = 8
/** Longer than an attempt can take, so that there is never a second one that an older address could overtake. */
const longestAttempt = 600_000

/** Tells Stripe the addresses that members have changed to, so that receipts go there, and says for how many that is done now. */
export async function tellAddresses(deps: Omit<InboxDeps, 'graceDays'>): Promise<number> {
  const due = await listDueAddresses(deps.db, deps.now, atOnce)
  const done = await Promise.all(due.map((memberId) => tellAddressOf(deps, memberId)))
  return done.filter((isDone) => isDone).length
}

async function tellAddressOf({ db, payments, now, log }: Omit<InboxDeps, 'graceDays'>, memberId: number): Promise<boolean> {
  const claimed = await claimAddress(db, memberId, { now, until: new Date(now.getTime() + longestAttempt) })
  if (claimed === null) return false
  const { email, askedAt, attempt } = claimed
  const customer = await findCustomerOf(db, memberId)
  try {
    // A key for each attempt: Stripe gives the same answer to the same key, also when it was a fault.
    if (customer !== null) await payments.changeEmail({ customer, email, key: `address-${customer}-${askedAt}-${attempt}` })
    await saveTold(db, { memberId, email }, now)
    return true
  } catch (error) {
    const reason = reasonOf(error)
    log('address not told', { customer, attempt, error: reason })
    await saveUntold(db, memberId, { retryAt: retryTime(now, attempt), error: reason })
    return false
  }
}
