import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadGeneration } from '../../src/data/generations.ts'
import { findPlan, listAllPlans, listPlans } from '../../src/data/plans.ts'
import { envOf, runCli } from '../support/cli.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { haveSubscription } from '../support/plans.ts'

const now = new Date('2026-11-10T12:00:00Z')

describe.each(engines)('tessera plans, on %s', (engine) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await openTestDatabase(engine)
  })
  afterEach(() => database.drop())

  const run = (...args: string[]) => runCli(['plans', ...args], { env: envOf(database) })
  const monthly = ['add', 'monthly', '--name', 'Monthly', '--price', '4.90 EUR', '--billed', 'month']
  const have = async (...args: string[]) => {
    const ran = await run(...args)
    expect(ran).toMatchObject({ code: 0, err: '' })
  }
  const plan = (slug: string) => findPlan(database.db, slug)

  test('a plan is added, listed, retired and offered again', async () => {
    expect((await run()).out).toBe('There are no plans. `tessera plans add` adds one.\n')
    expect(await run(...monthly)).toEqual({ code: 0, out: 'monthly is on offer: Monthly, 4.90 EUR a month.\n', err: '' })
    const more = ['--billed', 'year', '--trial-days', '14', '--opens', 'metered', '--stripe-price', 'price_1', '--position', '0']
    await have('add', 'yearly', '--name', 'Yearly', '--price', '5000 jpy', '--description', 'For a year.', ...more)
    expect((await run()).out).toBe(
      'yearly            5000 JPY a year  Yearly  (opens metered picks, 14 days free, price_1)\n' +
        'monthly           4.90 EUR a month  Monthly  (by hand)\n',
    )
    expect(await run('retire', 'monthly')).toMatchObject({ code: 0, out: 'monthly is off the offer. Whoever has it keeps it.\n' })
    expect((await run('retire', 'monthly')).out).toBe('monthly was not on offer.\n')
    expect((await run()).out).not.toContain('monthly')
    expect((await run('--all')).out).toContain('off the offer since 2026-11-10')
    expect((await run('offer', 'monthly')).out).toBe('monthly is on offer.\n')
    expect((await run('offer', 'monthly')).out).toBe('monthly was already on offer.\n')
    expect((await listPlans(database.db)).map(({ slug }) => slug)).toEqual(['yearly', 'monthly'])
  })

  test('a new price is for those who come now: whoever has the plan keeps theirs, under the same row', async () => {
    await have(...monthly, '--stripe-price', 'price_old')
    const before = await plan('monthly')
    const { memberId } = await haveSubscription(database.db, { email: 'ada@boat.example', planId: before?.id ?? 0 }, now)
    const ran = await run('change', 'monthly', '--price', '5.90 EUR', '--name', 'By the month')
    expect(ran.code).toBe(0)
    expect(ran.out).toContain('it is kept as monthly-2')
    expect(ran.err).toContain('no price at Stripe yet')
    expect(await plan('monthly')).toMatchObject({
      price: 590,
      name: 'By the month',
      stripePrice: null,
      retiredAt: null,
      position: 1,
    })
    expect(await plan('monthly-2')).toMatchObject({ id: before?.id, price: 490, stripePrice: 'price_old', retiredAt: now })
    const row = await database.db
      .selectFrom('subscription')
      .select('plan_id')
      .where('member_id', '=', memberId)
      .executeTakeFirst()
    expect(row?.plan_id).toBe(before?.id)
    expect((await run('change', 'monthly', '--stripe-price', 'price_new')).out).toBe('monthly is changed.\n')
    expect(await run('change', 'monthly', '--price', '6 EUR', '--stripe-price', 'price_newer')).toMatchObject({
      code: 0,
      err: '',
    })
    expect(await plan('monthly-3')).toMatchObject({ price: 590, stripePrice: 'price_new' })
  })

  test('what is no term of a plan is changed in it, and so is everything while nobody has it', async () => {
    await have(...monthly)
    await have('change', 'monthly', '--price', '5 EUR', '--billed', 'year')
    const { id = 0 } = (await plan('monthly')) ?? {}
    await haveSubscription(database.db, { email: 'ada@boat.example', planId: id }, now)
    await have('change', 'monthly', '--name', 'Friend', '--description', 'Thank you.', '--trial-days', '30', '--position', '9')
    await have('change', 'monthly', '--stripe-price', 'price_1')
    expect(await listAllPlans(database.db)).toMatchObject([
      {
        id,
        name: 'Friend',
        description: 'Thank you.',
        trialDays: 30,
        position: 9,
        price: 500,
        billed: 'year',
        stripePrice: 'price_1',
      },
    ])
    const generation = await loadGeneration(database.db)
    expect((await run('change', 'monthly', '--name', 'Friend')).out).toBe('monthly was already so.\n')
    expect(await loadGeneration(database.db)).toBe(generation)
  })

  test.each([
    [['add', 'Monthly!', '--name', 'M', '--price', '4 EUR', '--billed', 'month'], 2, 'can’t be the slug'],
    [['add', 'weekly', '--name', 'M', '--price', '4 EUR'], 2, 'needs --name, --price and --billed'],
    [['add', 'weekly', '--name', 'M', '--price', '4', '--billed', 'month'], 2, '--price: “4” is not a price'],
    [['add', 'weekly', '--name', 'M', '--price', '4.5 JPY', '--billed', 'month'], 2, 'JPY has no smaller unit'],
    [['add', 'weekly', '--name', 'M', '--price', '4 EUR', '--billed', 'week'], 2, '--billed: it can’t be “week”'],
    [['add', 'weekly', '--name', '  ', '--price', '4 EUR', '--billed', 'month'], 2, '--name: It can’t be empty'],
    [['add', 'monthly', '--name', 'M', '--price', '4 EUR', '--billed', 'month'], 1, 'There is a plan monthly already'],
    [['change', 'monthly'], 2, 'What is to change?'],
    [['change', 'weekly', '--name', 'M'], 1, 'There is no plan weekly'],
    [['change', 'old', '--name', 'M'], 1, 'tessera plans offer old'],
    [['change', 'monthly', '--trial-days', '-3'], 2, '--trial-days'],
    [['change', 'monthly', '--opens', 'all'], 2, '--opens: it can’t be “all”'],
    [['change', 'monthly', '--stripe-price', 'prod_1'], 2, 'begins with price_'],
    [['change', 'monthly', '--stripe-price', 'price_taken'], 1, 'Each needs one of its own'],
    [['retire'], 2, 'Which plan?'],
    [['retire', 'weekly'], 1, 'There is no plan weekly'],
    [['retire', 'monthly', '--name', 'M'], 2, 'nothing more'],
    [['remove', 'monthly'], 2, 'can’t be done with plans'],
    [['add', 'monthly', 'yearly'], 2, '“yearly” is too much'],
  ])('`plans %j` is refused (%i): %s', async (args, code, reason) => {
    await have(...monthly)
    await have('add', 'old', '--name', 'Old', '--price', '1 EUR', '--billed', 'year', '--stripe-price', 'price_taken')
    await have('retire', 'old')
    const before = await listAllPlans(database.db)
    const ran = await run(...args)
    expect([ran.code, ran.out]).toEqual([code, ''])
    expect(ran.err).toContain(reason)
    expect(await listAllPlans(database.db)).toEqual(before)
  })
})
