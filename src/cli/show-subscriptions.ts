import { findMemberId } from '../data/members.ts'
import { type ListedSubscription, listSubscriptions } from '../data/subscriptions.ts'
import { normalEmail } from '../domain/email.ts'
import { printPrice } from '../domain/money.ts'
import { placeIn } from '../domain/subscription.ts'
import { showMyPlan } from '../flows/show-my-plan.ts'
import { type Asked, timeOf } from './by-hand.ts'
import { Refused } from './command.ts'

const pageSize = 500

/** Every subscription that gives access or will, or with `--all` every one there ever was, a line each. */
export async function list({ cli, db, typed }: Asked): Promise<0> {
  const now = cli.now()
  let [after, shown] = [0, 0]
  for (;;) {
    const page = await listSubscriptions(db, { after, limit: pageSize })
    for (const one of page.filter((each) => typed.all || placeIn(each, now) !== 'over')) {
      await cli.out(lineOf(one, now))
      shown += 1
    }
    after = page.at(-1)?.id ?? after
    if (page.length < pageSize) break
  }
  if (shown === 0) await cli.out(typed.all ? 'There are no subscriptions.\n' : 'There are no subscriptions that run.\n')
  return 0
}

/** Everything about one member's subscriptions. */
export async function show({ cli, db, whose }: Asked): Promise<0> {
  const now = cli.now()
  const email = normalEmail(whose)
  const memberId = email === null ? null : await findMemberId(db, email)
  if (memberId === null) throw new Refused(`There is no member ${whose}.`)
  const { invoices, throughGroup } = await showMyPlan(db, { memberId, now })
  const own = await listOwn(db, memberId)
  if (own.length === 0) await cli.out(`${email} has no subscription.\n`)
  for (const one of own) await cli.out(`${lineOf(one, now)}${one.note === '' ? '' : `       ${one.note}\n`}`)
  if (throughGroup) await cli.out('Reads through a group.\n')
  for (const { number, total, currency, issuedAt, paidAt } of invoices) {
    const paid = paidAt === null ? 'not paid' : `paid ${timeOf(paidAt)}`
    await cli.out(`Invoice ${number}  ${printPrice({ amount: total, currency })}  of ${timeOf(issuedAt)}, ${paid}\n`)
  }
  return 0
}

async function listOwn(db: Asked['db'], memberId: number): Promise<ListedSubscription[]> {
  return listSubscriptions(db, { after: 0, limit: pageSize, memberId })
}

function lineOf({ id, email, plan, kind, status, cancelsAt, ...window }: ListedSubscription, now: Date): string {
  const states = [kind, { later: 'to come', now: status, over: 'over' }[placeIn(window, now)], cancelsAt ? 'cancelled' : '']
  const until = window.until === null ? 'without an end' : `until ${timeOf(window.until)}`
  return `${String(id).padStart(5)}  ${email}  ${plan}  from ${timeOf(window.from)} ${until}  (${states.filter((state) => state !== '').join(', ')})\n`
}
