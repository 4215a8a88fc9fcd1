import { findMemberOf } from '../data/stripe-customers.ts'
import { claimEvents, listDueSubjects, saveApplied, savePutOff } from '../data/stripe-events.ts'
import { listSubscriptionsOf } from '../data/subscriptions.ts'
import { reasonOf } from '../kit/reason.ts'
import { type Applied, type ApplyDeps, applySubscription } from './apply-subscription.ts'

export type InboxDeps = ApplyDeps & { log: (event: string, facts?: Record<string, string | number | null>) => void }

/** The seconds after each attempt until the next; after the last it is the same again and again. */
export const retrySeconds = [5, 30, 120, 600, 3_600]

const atOnce = 8
const overtakenSeconds = 2

/** When what has failed for so many times is tried again. */
export function retryTime(now: Date, attempt: number): Date {
  return later(now, retrySeconds[Math.min(attempt, retrySeconds.length) - 1])
}

/**
 * Applies what is due in the inbox, and says about how many things it was. Any number of processes may do so at once. One that ends
 * meanwhile leaves everything due again; one that fails is logged and tried again for as long as it takes.
 */
export async function applyDueEvents(deps: InboxDeps): Promise<number> {
  const subjects = await listDueSubjects(deps.db, deps.now, atOnce)
  const done = await Promise.all(subjects.map((subject) => applyEvents(deps, subject)))
  return done.filter((isDone) => isDone).length
}

async function applyEvents(deps: InboxDeps, subject: string): Promise<boolean> {
  const { db, now, log } = deps
  const claimed = await claimEvents(db, subject, { now, until: later(now, retrySeconds[0]) })
  if (claimed.length === 0) return false
  const ids = claimed.map(({ id }) => id)
  const attempt = Math.max(...claimed.map(({ attempts }) => attempts))
  try {
    const all = await applySubject(deps, subject)
    const alert = all.flatMap((one) => ('alert' in one && one.alert) || []).join('; ') || null
    if (alert) log('payment alert', { alert })
    if (all.some(({ kind }) => kind === 'overtaken')) await savePutOff(db, ids, { until: later(now, overtakenSeconds), alert })
    else await saveApplied(db, ids, { now, alert })
    return true
  } catch (error) {
    const reason = reasonOf(error)
    log('payment event not applied', { subject, attempt, error: reason })
    await savePutOff(db, ids, { until: retryTime(now, attempt), alert: `${subject} could not be applied: ${reason}` })
    return false
  }
}

async function applySubject(deps: InboxDeps, subject: string): Promise<Applied[]> {
  if (subject.startsWith('sub_')) return [await applySubscription(deps, subject)]
  if (subject.startsWith('pi_')) return applyAll(deps, await deps.payments.listSubscriptionsOfPayment(subject))
  return applyGoneCustomer(deps, subject)
}

/** A customer who was deleted at Stripe has nothing running there any more. Whose they were stays known: other events may come later. */
async function applyGoneCustomer(deps: InboxDeps, customer: string): Promise<Applied[]> {
  const memberId = await findMemberOf(deps.db, customer)
  if (memberId === null) return []
  const theirs = await listSubscriptionsOf(deps.db, memberId)
  return applyAll(
    deps,
    theirs.flatMap(({ stripeId }) => stripeId ?? []),
  )
}

async function applyAll(deps: InboxDeps, ids: string[]): Promise<Applied[]> {
  const applied: Applied[] = []
  for (const id of ids) applied.push(await applySubscription(deps, id))
  return applied
}

function later(now: Date, seconds = 0): Date {
  return new Date(now.getTime() + seconds * 1_000)
}
