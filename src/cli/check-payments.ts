import type { Config } from '../config.ts'
import type { Database } from '../data/database.ts'
import { listPlans } from '../data/plans.ts'
import { findUntoldAddresses } from '../data/stripe-addresses.ts'
import { countCancellations } from '../data/stripe-cancellations.ts'
import { loadInboxState } from '../data/stripe-events.ts'
import { findReconciliation } from '../data/stripe-reconciliations.ts'
import { type Finding, problem } from './checks.ts'
import { counted } from './command.ts'

const minute = 60_000
const day = 86_400_000
const longWaiting = 15 * minute
const alertDays = 7

/** Whether what Stripe tells is applied, and when everything was last compared with it. Nothing is asked of Stripe. */
export async function checkPayments({ db }: Database, { stripe }: Config, now: Date): Promise<Finding[]> {
  const sold = (await listPlans(db)).filter(({ stripePrice }) => stripePrice !== null)
  if (stripe === null) {
    if (sold.length === 0) return []
    return [problem(`${counted(sold.length, 'plan')} can’t be paid for: STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET aren’t set.`)]
  }
  const isTest = /^[a-z]+_test_/.test(stripe.secretKey)
  const findings: Finding[] = isTest
    ? [{ kind: 'hint', text: 'Stripe’s key is for trying things out: nobody pays real money.' }]
    : []
  if (sold.length === 0) findings.push({ kind: 'hint', text: 'No plan is sold through Stripe yet. `tessera sell` does it.' })
  return [...findings, ...(await checkInbox(db, now)), ...(await checkAddresses(db, now)), await checkReconciliation(db, now)]
}

async function checkInbox(db: Database['db'], now: Date): Promise<Finding[]> {
  const state = await loadInboxState(db, new Date(now.getTime() - alertDays * day))
  const findings: Finding[] = []
  const { waiting, waitingSince, lastAt, alerts, alert } = state
  const isLate = waitingSince !== null && isLong(waitingSince, now)
  const last = lastAt === null ? 'Stripe has never told us anything' : `Stripe last told us something ${timeOf(lastAt)}`
  const waits =
    waiting === 0 ? 'nothing waits' : `${counted(waiting, 'message')} wait, the oldest since ${timeOf(waitingSince ?? now)}`
  if (isLate) findings.push(problem(`${last}; ${waits}. The log says why: look for “payment event not applied”.`))
  else findings.push({ kind: lastAt === null ? 'hint' : 'ok', text: `${last}; ${waits}` })
  if (alert !== null)
    findings.push({ kind: 'hint', text: `${counted(alerts, 'alert')} about payments in a week, the last: ${alert}` })
  const left = await countCancellations(db)
  if (left > 0) findings.push({ kind: 'hint', text: `${counted(left, 'customer')} who left are still to be cancelled at Stripe` })
  return findings
}

async function checkAddresses(db: Database['db'], now: Date): Promise<Finding[]> {
  const untold = await findUntoldAddresses(db)
  if (untold === null) return []
  const { count, since, error } = untold
  const whose = `the new address of ${counted(count, 'member')}`
  if (!isLong(since, now)) return [{ kind: 'hint', text: `Stripe is still to be told ${whose}` }]
  if (error === null) return [problem(`Nobody has told Stripe ${whose} since ${timeOf(since)}. Is the site running?`)]
  const look = 'Receipts go to the old one until it does. The log says whose: look for “address not told”.'
  return [problem(`Stripe doesn’t take ${whose}, the oldest since ${timeOf(since)}: ${error}. ${look}`)]
}

async function checkReconciliation(db: Database['db'], now: Date): Promise<Finding> {
  const last = await findReconciliation(db)
  if (!last) return { kind: 'hint', text: 'Subscriptions were never compared with Stripe. The running site does it once a day.' }
  const { startedAt, finishedAt, error, checked, corrected, report } = last
  const when = timeOf(startedAt)
  if (error !== null) return problem(`Comparing with Stripe failed ${when}: ${error}. \`tessera reconcile\` tries again.`)
  if (now.getTime() - startedAt.getTime() > 2 * day)
    return problem(`Subscriptions were last compared with Stripe ${when}. Is the site running?`)
  const sum = `${counted(checked, 'subscription')} compared with Stripe ${when}, ${corrected} corrected`
  const cut = finishedAt === null ? '; it wasn’t finished' : ''
  return { kind: 'ok', text: [`${sum}${cut}`, ...report.slice(0, 5)].join('\n           ') }
}

function isLong(since: Date, now: Date): boolean {
  return now.getTime() - since.getTime() > longWaiting
}

function timeOf(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
