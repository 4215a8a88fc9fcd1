import { findPlanByStripePrice } from '../data/plans.ts'
import { type Reconciliation, saveReconciliation, startReconciliation } from '../data/stripe-reconciliations.ts'
import { hasInvoices, listRunningStripeIds } from '../data/stripe-subscriptions.ts'
import { findSubscriptionByStripeId } from '../data/subscriptions.ts'
import { type PaidSubscription, termsOfPaid } from '../domain/paid-subscription.ts'
import { reasonOf } from '../kit/reason.ts'
import { type ApplyDeps, applySubscription, tellTerms } from './apply-subscription.ts'

/** `notSince`: nothing is done when a run has begun since then, here or in another process. */
export type ReconcileOptions = {
  notSince: Date
  signal?: AbortSignal
  /** Told after every page, with the line of every subscription that was corrected. */
  tell?: (progress: { checked: number; line: string | null }) => void
}

const longestReport = 1_000
const slice = 200

/**
 * Compares every subscription that goes on, at Stripe or here, and corrects what differs: what was missed comes right within a day.
 * Gives null when it wasn't its turn. Throws when Stripe can't be asked, with what was done until then written down.
 */
export async function reconcileSubscriptions(deps: ApplyDeps, options: ReconcileOptions): Promise<Reconciliation | null> {
  const { db, now } = deps
  if (!(await startReconciliation(db, { now, notSince: options.notSince }))) return null
  const run: Reconciliation = { startedAt: now, finishedAt: null, checked: 0, corrected: 0, report: [], error: null }
  try {
    await compareAll(deps, options, run)
    if (!options.signal?.aborted) run.finishedAt = now
    return run
  } catch (error) {
    run.error = reasonOf(error)
    throw error
  } finally {
    await saveReconciliation(db, run)
  }
}

async function compareAll(deps: ApplyDeps, { signal, tell = () => {} }: ReconcileOptions, run: Reconciliation): Promise<void> {
  const isStopped = () => signal?.aborted === true
  const seen = new Set<string>()
  const correct = async (id: string) => {
    const line = await correctOne(deps, id, run)
    if (line !== null) tell({ checked: run.checked, line })
  }
  for await (const page of deps.payments.listRunning()) {
    for (const paid of page) {
      if (isStopped()) return
      seen.add(paid.id)
      run.checked += 1
      if (!(await isSame(deps, paid))) await correct(paid.id)
    }
    tell({ checked: run.checked, line: null })
  }
  for (let after = ''; !isStopped(); ) {
    const ids = await listRunningStripeIds(deps.db, { after, limit: slice })
    for (const id of ids.filter((one) => !seen.has(one))) {
      if (isStopped()) return
      run.checked += 1
      await correct(id)
    }
    const last = ids.at(-1)
    if (last === undefined) return
    after = last
  }
}

/** Looks at one as a whole, and gives the line about it for the report. */
async function correctOne(deps: ApplyDeps, id: string, run: Reconciliation): Promise<string | null> {
  const applied = await applySubscription(deps, id)
  const change = applied.kind === 'applied' ? applied.change : null
  const alert = applied.kind === 'overtaken' ? null : applied.alert
  if (change !== null) run.corrected += 1
  const line = change === null ? alert : `${id}: ${change}`
  if (line !== null && run.report.length < longestReport) run.report.push(line)
  return line
}

async function isSame({ db }: ApplyDeps, paid: PaidSubscription): Promise<boolean> {
  const here = await findSubscriptionByStripeId(db, paid.id)
  const terms = termsOfPaid(paid)
  if (!here || terms === null) return here === null && terms === null
  const plan = paid.price === null ? null : await findPlanByStripePrice(db, paid.price)
  return plan?.id === here.planId && tellTerms(here) === tellTerms(terms) && (await hasInvoices(db, paid.invoices))
}
