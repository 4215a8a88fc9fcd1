import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listGrants } from '../../src/data/access-grants.ts'
import { listInvoicesOf } from '../../src/data/invoices.ts'
import { findMemberId } from '../../src/data/members.ts'
import { listSubscriptionsOf } from '../../src/data/subscriptions.ts'
import { changeSetting } from '../../src/flows/change-setting.ts'
import { cancelSubscription, endSubscription } from '../../src/flows/end-subscription.ts'
import { envOf, runCli } from '../support/cli.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { havePlan, haveSubscription, monthly, yearly } from '../support/plans.ts'

const now = new Date('2026-11-10T12:00:00Z')

describe.each(engines)('tessera subscriptions, on %s', (engine) => {
  let database: TestDatabase
  let planId: number
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    planId = await havePlan(database.db, monthly)
    await havePlan(database.db, yearly)
    await changeSetting(database.db, 'zone', 'Europe/Berlin')
  })
  afterEach(() => database.drop())

  const runAt = (at: Date, ...args: string[]) => runCli(['subscriptions', ...args], { env: envOf(database), now: () => at })
  const run = (...args: string[]) => runAt(now, ...args)
  const memberOf = async (email: string) => (await findMemberId(database.db, email)) ?? 0
  const windows = async (email: string) =>
    (await listGrants(database.db, await memberOf(email))).map(({ window: { from, until } }) => [
      from.toISOString(),
      until?.toISOString() ?? null,
    ])
  const mails = async () =>
    (await database.db.selectFrom('outgoing_mail').select(['recipient', 'subject', 'text_body']).orderBy('id').execute()).map(
      ({ recipient, subject, text_body }) => ({ recipient, subject, text: text_body }),
    )

  test('a comp makes the member where there is none, opens picks to the second, and tells them', async () => {
    const ran = await run('comp', ' Ada@Boat.example ', '--plan', 'monthly', '--until', '2026-12-31', '--note', 'Printer')
    expect(ran).toEqual({
      code: 0,
      out: 'ada@boat.example has Monthly, from 2026-11-10 12:00:00 UTC until 2026-12-31 23:00:00 UTC (subscription 1).\n',
      err: 'The mail’s link leads to http://localhost:4000, since TESSERA_URL isn’t set here.\n',
    })
    expect(await windows('ada@boat.example')).toEqual([['2026-11-10T12:00:00.000Z', '2026-12-31T23:00:00.000Z']])
    const [mail] = await mails()
    expect(mail).toMatchObject({ recipient: 'ada@boat.example', subject: 'Your subscription to Tessera' })
    expect(mail?.text).toContain('Tessera has given you a subscription: Monthly, until Dec. 31 2026. There is nothing to pay.')
    expect(mail?.text).toContain('http://localhost:4000/account/plan')
    expect(mail?.text).not.toContain('Printer')
    expect(await database.db.selectFrom('session').select('token_hash').execute()).toEqual([])
    expect(await database.db.selectFrom('sign_in').select('email').execute()).toEqual([])
  })

  test('one may begin in the past or later, to the second, have no end, and say nothing to the member', async () => {
    const given = ['--plan', 'monthly', '--no-mail']
    await run('comp', 'ada@boat.example', ...given, '--from', '2026-01-01T00:00:01Z')
    await run('comp', 'ada@boat.example', ...given, '--from', '2027-01-01', '--until', '2027-01-01')
    expect(await windows('ada@boat.example')).toEqual([
      ['2026-01-01T00:00:01.000Z', null],
      ['2026-12-31T23:00:00.000Z', '2027-01-01T23:00:00.000Z'],
    ])
    expect(await mails()).toEqual([])
  })

  test('an invoice is written down with its subscription, a further one continues it, and no number is given twice', async () => {
    const invoice = (until: string, number: string, ...more: string[]) =>
      run('invoice', 'ada@boat.example', '--plan', 'yearly', '--paid-until', until, '--number', number, ...more)
    expect((await invoice('2027-11-09', '2026-17')).out).toContain(
      'has Yearly, from 2026-11-10 12:00:00 UTC until 2027-11-09 23:00:00',
    )
    expect((await mails())[0]?.text).toContain('It goes with invoice 2026-17, €49.')
    const again = await invoice('2028-11-09', '2026-17')
    expect([again.code, again.err]).toEqual([1, 'There is an invoice 2026-17 already. Nothing was changed.\n'])
    expect((await invoice('2028-11-09', '2027-4', '--total', '45 EUR')).out).toContain('goes on with Yearly')
    expect(await windows('ada@boat.example')).toEqual([['2026-11-10T12:00:00.000Z', '2028-11-09T23:00:00.000Z']])
    const invoices = await listInvoicesOf(database.db, await memberOf('ada@boat.example'))
    expect(invoices.map(({ number, total, subscriptionId }) => [number, total, subscriptionId])).toEqual([
      ['2027-4', 4500, 1],
      ['2026-17', 4900, 1],
    ])
    expect(await mails()).toHaveLength(2)
    expect((await invoice('2030-01-01', '2029-1', '--from', '2029-01-01')).out).toContain('has Yearly, from 2028-12-31 23:00:00')
  })

  test('a further invoice goes on at the price the subscription was taken at', async () => {
    const invoice = (until: string, number: string, ...more: string[]) =>
      run('invoice', 'ada@boat.example', '--paid-until', until, '--number', number, ...more)
    expect((await invoice('2027-11-09', '1')).err).toContain('--plan is missing')
    await invoice('2027-11-09', '1', '--plan', 'yearly')
    expect((await runCli(['plans', 'change', 'yearly', '--price', '59 EUR'], { env: envOf(database) })).code).toBe(0)
    expect((await invoice('2028-11-09', '2')).out).toContain('goes on with Yearly')
    const totals = (await listInvoicesOf(database.db, await memberOf('ada@boat.example'))).map(({ total }) => total)
    expect(totals).toEqual([4900, 4900])
  })

  test('a refused invoice leaves no member, no subscription and no mail behind', async () => {
    const invoice = (email: string) =>
      run('invoice', email, '--plan', 'yearly', '--paid-until', '2027-11-09', '--number', '2026-17')
    await invoice('ada@boat.example')
    expect((await invoice('ben@boat.example')).code).toBe(1)
    expect(await findMemberId(database.db, 'ben@boat.example')).toBeNull()
    expect(await mails()).toHaveLength(1)
  })

  test('a gift lasts whole months from its day, says who gives it, and may begin later', async () => {
    const ran = await run(
      'gift',
      'ben@boat.example',
      '--plan',
      'yearly',
      '--giver',
      'Ada Brook',
      '--years',
      '1',
      '--from',
      '2026-12-24',
    )
    expect(ran.out).toContain('from 2026-12-23 23:00:00 UTC until 2027-12-23 23:00:00 UTC')
    const [mail] = await mails()
    expect(mail).toMatchObject({ recipient: 'ben@boat.example', subject: 'A gift for you: Tessera' })
    expect(mail?.text).toContain(
      'Ada Brook has given you a subscription to Tessera: Yearly, from Dec. 24 2026 until Dec. 23 2027.',
    )
    expect(mail?.text).toContain('sign in with this e-mail address')
    const [one] = await listSubscriptionsOf(database.db, await memberOf('ben@boat.example'))
    expect(one).toMatchObject({ kind: 'gift', note: 'Gift from Ada Brook' })
    await run('gift', 'ben@boat.example', '--plan', 'monthly', '--giver', 'Eve', '--months', '3', '--note', 'Paid in cash')
    expect((await windows('ben@boat.example'))[1]).toEqual(['2026-11-10T12:00:00.000Z', '2027-02-10T12:00:00.000Z'])
  })

  test('a cancelled subscription runs to the end of what is paid for, an ended one ends at that second', async () => {
    await run('comp', 'ada@boat.example', '--plan', 'monthly', '--until', '2026-12-31')
    expect((await run('cancel', 'ada@boat.example')).out).toBe('Subscription 1 is cancelled and ends 2026-12-31 23:00:00 UTC.\n')
    expect((await run('cancel', '1', '--at', '2026-11-30')).out).toContain('ends 2026-11-30 23:00:00 UTC')
    expect((await mails()).at(-1)?.text).toContain('It ends on Nov. 30 2026, and until then nothing changes.')
    const later = new Date('2026-11-11T01:02:03.456Z')
    expect((await runAt(later, 'end', 'ada@boat.example')).out).toBe('Subscription 1 has ended.\n')
    expect(await windows('ada@boat.example')).toEqual([['2026-11-10T12:00:00.000Z', later.toISOString()]])
    expect((await mails()).at(-1)?.subject).toBe('Your subscription to Tessera has ended')
    const again = await runAt(later, 'cancel', '1')
    expect([again.code, again.err]).toEqual([1, 'Subscription 1 is over already.\n'])
  })

  test('ending and cancelling at once never brings one back', async () => {
    await run('comp', 'ada@boat.example', '--plan', 'monthly', '--until', '2026-12-31', '--no-mail')
    const deps = { db: database.db, now, graceDays: 7, writeMail: null }
    const cancel = () => cancelSubscription(deps, { id: 1, at: null })
    await Promise.all([cancel(), cancel(), endSubscription(deps, { id: 1 }), cancel(), cancel()])
    expect(await windows('ada@boat.example')).toEqual([['2026-11-10T12:00:00.000Z', now.toISOString()]])
  })

  test('they are listed with what they are, and shown with their notes and invoices', async () => {
    expect((await run()).out).toBe('There are no subscriptions that run.\n')
    expect((await run('show', 'ada@boat.example')).err).toBe('There is no member ada@boat.example.\n')
    await run('comp', 'ada@boat.example', '--plan', 'monthly', '--note', 'Printer')
    await run(
      'invoice',
      'ben@boat.example',
      '--plan',
      'yearly',
      '--paid-until',
      '2027-01-01',
      '--number',
      '9',
      '--total',
      '9.50 USD',
    )
    await run('end', 'ada@boat.example')
    const ada = '    1  ada@boat.example  monthly  from 2026-11-10 12:00:00 UTC until 2026-11-10 12:00:00 UTC  (comp, over)\n'
    const ben = '    2  ben@boat.example  yearly  from 2026-11-10 12:00:00 UTC until 2027-01-01 23:00:00 UTC  (invoice, active)\n'
    expect((await run()).out).toBe(ben)
    expect((await run('--all')).out).toBe(ada + ben)
    expect((await run('show', 'ada@boat.example')).out).toBe(`${ada}       Printer\n`)
    expect((await run('show', 'ben@boat.example')).out).toBe(
      `${ben}Invoice 9  9.50 USD  of 2026-11-10 12:00:00 UTC, paid 2026-11-10 12:00:00 UTC\n`,
    )
  })

  test('Stripe’s own are left to Stripe, and of several one has to be named', async () => {
    const stripe = { kind: 'stripe' as const, stripeId: 'sub_1', paidUntil: new Date('2026-12-10T12:00:00Z') }
    await haveSubscription(database.db, { email: 'ada@boat.example', planId, ...stripe }, now)
    expect((await run('end', 'ada@boat.example')).err).toContain('is run by Stripe')
    await run('comp', 'ada@boat.example', '--plan', 'yearly')
    expect((await run('end', 'ada@boat.example')).err).toMatch(/several subscriptions: 2, 1\. Say the number/)
    expect((await run('cancel', '2')).err).toContain('has no end')
    expect((await run('end', '2')).code).toBe(0)
  })

  test.each([
    [['comp', 'ada', '--plan', 'monthly'], 1, '“ada” is not an e-mail address'],
    [['comp', 'ada@boat.example'], 2, '--plan is missing'],
    [['comp', 'ada@boat.example', '--plan', 'weekly'], 1, 'There is no plan weekly'],
    [['comp', 'ada@boat.example', '--plan', 'monthly', '--until', 'soon'], 2, '--until: “soon” is neither a day'],
    [['comp', 'ada@boat.example', '--plan', 'monthly', '--until', '2026-11-01'], 1, 'It would end before it begins'],
    [['comp', 'ada@boat.example', '--plan', 'monthly', '--months', '3'], 2, '--months says nothing to `subscriptions comp`'],
    [['invoice', 'ada@boat.example', '--plan', 'monthly', '--number', '1'], 2, '--paid-until is missing'],
    [['invoice', 'ada@boat.example', '--plan', 'monthly', '--paid-until', '2027-01-01'], 2, '--number is missing'],
    [['gift', 'ada@boat.example', '--plan', 'monthly', '--giver', 'Eve'], 2, 'Say --months N or --years N'],
    [['gift', 'ada@boat.example', '--plan', 'monthly', '--giver', 'Eve', '--months', '0'], 2, 'at least one month'],
    [['gift', 'ada@boat.example', '--plan', 'monthly', '--months', '1'], 2, '--giver is missing'],
    [['end', 'ada@boat.example'], 1, 'There is no member ada@boat.example'],
    [['end', '7'], 1, 'There is no subscription 7'],
    [['show'], 2, 'Whose?'],
    [['stop', 'ada@boat.example'], 2, 'can’t be done with subscriptions'],
    [['ada@boat.example'], 2, 'can’t be done with subscriptions'],
  ])('`subscriptions %j` is refused (%i): %s', async (args, code, reason) => {
    const ran = await run(...args)
    expect([ran.code, ran.out]).toEqual([code, ''])
    expect(ran.err).toContain(reason)
    expect(await mails()).toEqual([])
    expect(await findMemberId(database.db, 'ada@boat.example')).toBeNull()
  })
})
