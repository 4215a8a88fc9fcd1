import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { claimAddress } from '../../src/data/stripe-addresses.ts'
import { deleteCustomer, findCustomerOf, saveCustomer } from '../../src/data/stripe-customers.ts'
import { retrySeconds } from '../../src/flows/apply-events.ts'
import { askToChangeEmail } from '../../src/flows/ask-to-change-email.ts'
import { confirmChangeByCodes } from '../../src/flows/confirm-email-change.ts'
import { deleteAccount } from '../../src/flows/delete-account.ts'
import { beginCheckout } from '../../src/flows/start-checkout.ts'
import { tellAddresses } from '../../src/flows/tell-addresses.ts'
import type { Payments } from '../../src/services/stripe/payments.ts'
import { engines } from '../support/database.ts'
import { Membership } from '../support/membership.ts'
import { Paying } from '../support/paying.ts'

const minute = 60
const [home, work, school] = ['ada@boat.example', 'ada@harbor.example', 'ada@school.example']
const plain = () => ({ subject: '', text: 'changed', html: '' })

describe.each(engines)('the address that Stripe writes to, on %s', (engine) => {
  let paying: Paying
  let site: Membership
  beforeEach(async () => {
    paying = await Paying.open(engine)
    site = new Membership(paying.database)
    later(0)
  })
  afterEach(() => paying.close())

  const later = (seconds: number) => {
    paying.stripe.ledger.later(seconds)
    site.now = paying.now
  }
  const begin = async () => {
    const { session, memberId } = await site.signIn(home)
    return { member: { id: memberId, email: home }, session }
  }
  const beginPaying = async () => {
    const ada = await begin()
    const customer = paying.stripe.ledger.customer(home)
    await saveCustomer(paying.db, ada.member.id, customer)
    return { ...ada, customer }
  }
  type Ada = Awaited<ReturnType<typeof begin>>
  const codeTo = async (address: string) => {
    const mails = (await site.mails()).filter(({ recipient }) => recipient === address)
    return /^code (\d{8})/.exec(mails.at(-1)?.text_body ?? '')?.[1] ?? ''
  }
  const ask = async ({ member, session }: Ada, email: string) => {
    later(minute)
    const { writeMail } = site.deps
    const deps = { ...site.deps, writeMail: { new: writeMail, old: writeMail, taken: plain } }
    expect(await askToChangeEmail(deps, { member, session, proof: 'mail', email, network: null })).toEqual({ kind: 'asked' })
    return { new: await codeTo(email), old: await codeTo(member.email) }
  }
  const confirm = ({ member, session }: Ada, codes: { new: string; old: string }, writeChanged = plain) =>
    confirmChangeByCodes({ ...site.deps, writeChanged }, { member, session, proof: 'mail', codes })
  const change = async <Changing extends Ada>(ada: Changing, email: string): Promise<Changing> => {
    expect(await confirm(ada, await ask(ada, email))).toEqual({ kind: 'changed' })
    return { ...ada, member: { ...ada.member, email } }
  }
  const rows = () => paying.db.selectFrom('stripe_address').select(['email', 'attempts', 'next_attempt_at', 'error']).execute()
  const emails = async () =>
    (await paying.db.selectFrom('member').select('email').orderBy('id').execute()).map(({ email }) => email)
  /** What Stripe was told, one after the other. */
  const told = () =>
    paying.stripe.ledger.events.flatMap(({ type, data }) =>
      type === 'customer.updated' && 'email' in data.object ? [data.object.email] : [],
    )

  test('is the new one, once a change is confirmed', async () => {
    const ada = await change(await beginPaying(), work)
    expect(await paying.applyAll()).toBe(1)
    expect(paying.stripe.ledger.customers.get(ada.customer)).toMatchObject({ email: work })
    expect([await rows(), await paying.applyAll()]).toEqual([[], 0])
    await change(ada, home)
    await paying.applyAll()
    expect(told()).toEqual([work, home])
  })

  test('is changed afterwards where Stripe is away at first, which keeps nobody from changing theirs', async () => {
    const { ledger } = paying.stripe
    const ada = await beginPaying()
    paying.stripe.trouble = { status: 500 }
    await change(ada, work)
    expect(await emails()).toEqual([work])
    for (const [nth, seconds] of retrySeconds.slice(0, 2).entries()) {
      expect(await paying.applyAll()).toBe(0)
      const due = new Date(paying.now.getTime() + seconds * 1_000).toISOString()
      const reason = 'Stripe has a fault'
      expect(await rows()).toEqual([{ email: work, attempts: nth + 1, next_attempt_at: due, error: reason }])
      later(seconds - 1)
      expect(await paying.applyAll()).toBe(0)
      later(1)
    }
    expect(paying.logged.filter((line) => line.includes('address not told'))).toHaveLength(2)
    expect(paying.logged.join()).not.toContain(work)
    paying.stripe.trouble = null
    expect(await paying.applyAll()).toBe(1)
    expect(ledger.customers.get(ada.customer)).toMatchObject({ email: work })
    expect(await rows()).toEqual([])
  })

  test('is the last of several that came while Stripe was away, also where that is the first again', async () => {
    paying.stripe.trouble = { status: 400 }
    const ada = await change(await beginPaying(), work)
    await paying.applyAll()
    const moved = await change(ada, school)
    await paying.applyAll()
    paying.stripe.trouble = null
    later(minute)
    await paying.applyAll()
    expect(told()).toEqual([school])
    paying.stripe.trouble = { status: 400 }
    const away = await change(moved, work)
    await paying.applyAll()
    await change(away, school)
    paying.stripe.trouble = null
    later(minute)
    await paying.applyAll()
    expect([told(), await rows()]).toEqual([[school, school], []])
  })

  test('is never overtaken by an older one that is on its way still', async () => {
    const ada = await change(await beginPaying(), work)
    const [asked, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const slow: Payments = {
      ...paying.payments,
      changeEmail: async (wanted) => {
        asked.resolve()
        await held.promise
        await paying.payments.changeEmail(wanted)
      },
    }
    const underWay = tellAddresses({ ...paying.deps, payments: slow })
    await asked.promise
    await change(ada, school)
    expect(await paying.applyAll()).toBe(0)
    held.resolve()
    await underWay
    expect(await paying.applyAll()).toBe(1)
    expect([told(), await rows()]).toEqual([[work, school], []])
  })

  test('is told once by several processes, and by the next where one ended with it', async () => {
    const ada = await change(await beginPaying(), work)
    await Promise.all(Array.from({ length: 5 }, () => tellAddresses(paying.deps)))
    expect(told()).toEqual([work])
    await change(ada, school)
    const until = new Date(paying.now.getTime() + 1_000)
    expect(await claimAddress(paying.db, ada.member.id, { now: paying.now, until })).toMatchObject({ email: school })
    expect(await paying.applyAll()).toBe(0)
    later(1)
    expect(await paying.applyAll()).toBe(1)
    expect(told()).toEqual([work, school])
  })

  test('is nobody’s business for a member who is no customer there, or whose customer is gone', async () => {
    const ada = await change(await begin(), work)
    expect(await rows()).toEqual([])
    const { ledger } = paying.stripe
    const [gone, forgotten] = [ledger.customer(work), ledger.customer(work)]
    await saveCustomer(paying.db, ada.member.id, gone)
    ledger.deleteCustomer(gone)
    const moved = await change(ada, school)
    await paying.applyAll()
    expect(await rows()).toEqual([])
    await deleteCustomer(paying.db, gone)
    await saveCustomer(paying.db, ada.member.id, forgotten)
    await change(moved, home)
    await deleteCustomer(paying.db, forgotten)
    await paying.applyAll()
    expect([await rows(), told(), paying.logged]).toEqual([[], [], []])
  })

  test('stays where the change isn’t made', async () => {
    const ada = await beginPaying()
    const codes = await ask(ada, work)
    const failing = () => {
      throw new Error('no mail could be written')
    }
    await expect(confirm(ada, codes, failing)).rejects.toThrow('no mail')
    expect([await emails(), await rows()]).toEqual([[home], []])
    await site.signIn(work)
    expect(await confirm(ada, codes)).toEqual({ kind: 'taken' })
    expect(await rows()).toEqual([])
  })

  test('stays where the account is deleted before Stripe could be told', async () => {
    const { ledger } = paying.stripe
    paying.stripe.trouble = { status: 400 }
    const { member, customer } = await change(await beginPaying(), work)
    await paying.applyAll()
    const visitor = { id: 'somebody', first: null }
    expect(await deleteAccount(site.deps, { member, typed: work, visitor })).toEqual({ kind: 'deleted' })
    paying.stripe.trouble = null
    later(minute)
    await paying.applyAll()
    expect([await rows(), told(), ledger.customers.get(customer)]).toEqual([[], [], expect.objectContaining({ email: home })])
  })

  test('is the new one also for who changed theirs while Stripe was making them a customer', async () => {
    const ada = await begin()
    const [asked, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const slow: Payments = {
      ...paying.payments,
      createCustomer: async (wanted) => {
        asked.resolve()
        await held.promise
        return paying.payments.createCustomer(wanted)
      },
    }
    const [returnTo, cancelTo] = ['https://paper.example/done', 'https://paper.example/subscribe']
    const started = beginCheckout({ ...paying.deps, payments: slow, returnTo, cancelTo }, { member: ada.member, slug: 'monthly' })
    await asked.promise
    await change(ada, work)
    held.resolve()
    expect(await started).toMatchObject({ kind: 'go' })
    await paying.applyAll()
    const customer = await findCustomerOf(paying.db, ada.member.id)
    expect(paying.stripe.ledger.customers.get(customer ?? '')).toMatchObject({ email: work })
  })
})
