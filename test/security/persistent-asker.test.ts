import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAskLimits } from '../../src/flows/ask-limits.ts'
import { minutesGood } from '../../src/flows/ask-to-sign-in.ts'
import { triesPerDay } from '../../src/flows/confirm-sign-in.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { Membership } from '../support/membership.ts'
import { createCounts } from '../support/network-counts.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const email = 'ada@boat.example'
const everyMinutes = 1_000 / 60
const isVisit = (at: number) => Math.floor(at / everyMinutes) > Math.floor((at - 1) / everyMinutes)
const wrongOf = (code: string) => String((Number(code) + 1) % 100_000_000).padStart(8, '0')

type Asker = {
  name: string
  /** Where the asker's request of a minute comes from. */
  network: (at: number) => string
  /** Whether the asker's browser forgets its cookies each time. */
  forgets: boolean
  /** Whether the asker does everything to end a mail that went out: uses up its tries, and asks for another address. */
  burns: boolean
}

const askers: Asker[] = [
  { name: 'asks each minute', network: () => '203.0.113.9', forgets: false, burns: false },
  {
    name: 'asks each minute, from another network and another browser every time, and spoils the mails',
    network: (at) => `10.${at >> 8}.${at & 255}.1`,
    forgets: true,
    burns: true,
  },
]

describe.each(engines)('while somebody keeps asking for mails to another’s address, on %s', (engine) => {
  // Ten hours; the statements are the same on the other engine, which takes longer for each.
  const minutes = engine === 'sqlite' ? 600 : 100
  let database: TestDatabase
  let site: Membership
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    site = new Membership(database)
  })
  afterEach(() => database.drop())

  const countMails = async () => (await database.db.selectFrom('outgoing_mail').select('id').execute()).length

  /** Lets an asker ask for so many minutes, and somebody do something half a minute after each. */
  async function attack(asker: Asker, lasting: number, each: (at: number) => Promise<void> = async () => {}) {
    let flow: string | null = null
    for (let at = 1; at <= lasting; at++) {
      const before = await countMails()
      const asked = await site.ask(email, { flow: asker.forgets ? null : flow, network: asker.network(at) })
      if (asked.kind === 'asked') flow = asked.flow
      if (asker.burns && (await countMails()) > before) {
        await burn(flow)
        await site.ask(`eve-${at}@boat.example`, { flow, network: asker.network(at) })
      }
      site.later(30 * second)
      await each(at)
      site.later(30 * second)
    }
  }

  async function burn(flow: string | null) {
    const { code } = await site.newestMail()
    for (let i = 0; i < 5; i++) expect((await site.byCode({ flow, code: wrongOf(code) })).kind).not.toBe('signed-in')
  }

  /** The newest mail that could still be good, as its owner finds it in the mailbox. */
  async function findMail() {
    const since = new Date(site.now.getTime() - minutesGood * minute).toISOString()
    const mails = database.db.selectFrom('outgoing_mail').select('text_body').where('recipient', '=', email)
    const newest = await mails.where('asked_at', '>', since).orderBy('id', 'desc').limit(1).executeTakeFirst()
    return newest ? site.readMail(newest.text_body) : null
  }

  /** What somebody does who wants to sign in: types the newest mail's code, or else opens its link and types the code there. */
  async function trySignIn(flow: string): Promise<boolean> {
    const mail = await findMail()
    if (mail === null) return false
    if ((await site.byCode({ flow, code: mail.code })).kind === 'signed-in') return true
    return (await site.byLink({ flow, ...mail })).kind === 'signed-in'
  }

  test.each(askers)('a browser that has signed in as it before gets in every time, if the other $name [AU-10]', async (asker) => {
    const known = site.knownAs(email)
    let signedIn = 0
    await attack(asker, minutes, async (at) => {
      if (!isVisit(at)) return
      const { flow, code } = await site.asked(email, { known, network: '198.51.100.7' })
      if ((await site.byCode({ flow, code })).kind === 'signed-in') signedIn++
    })
    expect(signedIn).toBe(Math.floor(minutes / everyMinutes))
  })

  test.each(askers)('a new browser gets in every time within twenty minutes, if the other $name [AU-10]', async (asker) => {
    await attack(asker, 10)
    const waited: number[] = []
    let visit: { since: number; flow: string | null } | null = null
    await attack(asker, minutes, async (at) => {
      if (visit === null && !isVisit(at)) return
      visit ??= { since: at, flow: null }
      const asked = await site.ask(email, { flow: visit.flow, network: '198.51.100.7' })
      if (asked.kind !== 'asked') throw new Error(asked.kind)
      visit.flow = asked.flow
      if (!(await trySignIn(asked.flow))) return
      waited.push(at - visit.since)
      visit = null
    })
    // Those that wait take the place of one visit more.
    expect(waited.length).toBeGreaterThan(minutes / (2 * everyMinutes) - 1)
    expect(Math.max(...waited)).toBeLessThanOrEqual(20)
    expect(waited.filter((minute) => minute === 0).length).toBeGreaterThanOrEqual(Math.floor(waited.length / 4))
  })

  test('nor does it help to ask from the owner’s own network, or from more of them than there may be in an hour [AU-10]', async () => {
    const known = site.knownAs(email)
    for (let i = 0; i < 70; i++) await site.ask(`other-${i}@boat.example`, { network: '198.51.100.7' })
    for (let i = 0; i < 3_000; i++) site.limits.countAsk(`10.${i >> 8}.${i & 255}.1`, site.now)
    expect(await site.ask(email, { network: '198.51.100.7' })).toEqual({ kind: 'too-many' })
    expect(await site.byCode(await site.asked(email, { known, network: '198.51.100.7' }))).toMatchObject({ kind: 'signed-in' })
  })

  test('nobody uses up what is left for known browsers with a single address of their own, from however many networks', async () => {
    const [known, eves] = [site.knownAs(email), site.knownAs('eve@boat.example')]
    site.limits = createAskLimits({ counts: createCounts(), most: { network: 3, everywhere: 10 } })
    const kinds = []
    for (let i = 0; i < 11; i++) kinds.push((await site.ask('eve@boat.example', { known: eves, network: `203.0.${i}.1` })).kind)
    expect(kinds).toEqual([...Array(3).fill('asked'), ...Array(8).fill('too-many')])
    expect((await site.ask(email, { known })).kind).toBe('asked')
  })

  test('in a day strangers have twenty tries with codes, and then one with each further mail [AU-10]', async () => {
    let [mails, tries] = [0, 0]
    for (let at = 0; at < 23 * hour; at += 5 * minute) {
      const before = await countMails()
      const asked = await site.ask(email)
      if ((await countMails()) > before && asked.kind === 'asked') {
        mails++
        const { code } = await site.newestMail()
        for (let i = 0; i < 6; i++) if ((await site.byCode({ flow: asked.flow, code: wrongOf(code) })).kind === 'wrong') tries++
      }
      site.later(5 * minute)
    }
    expect(mails).toBeLessThanOrEqual(5 + 48)
    expect(tries).toBe(triesPerDay + mails - triesPerDay / 5)
    // The one who types it as it stands in the mail needs no second try.
    site.later(30 * minute)
    expect(await site.byCode(await site.asked(email))).toMatchObject({ kind: 'signed-in' })
  })

  test('tries made by strangers take none from a browser that has signed in before, and it has no more than they [AU-10]', async () => {
    const known = site.knownAs(email)
    for (let i = 0; i < 5; i++) {
      const { flow, code } = await site.asked(email)
      for (let t = 0; t < 5; t++) await site.byCode({ flow, code: wrongOf(code) })
      site.later(minute)
    }
    const left = []
    for (let i = 0; i < 5; i++) {
      const { flow, code } = await site.asked(email, { known })
      const tried = []
      for (let t = 0; t < 5; t++) tried.push(await site.byCode({ flow, code: wrongOf(code) }))
      left.push(tried.filter(({ kind }) => kind === 'wrong').length)
      site.later(minute)
    }
    expect(left).toEqual([5, 5, 5, 5, 1])
  })

  test('a browser that has signed in before fills no mailbox either, nor do very many of them together', async () => {
    const known = site.knownAs(email)
    site.limits = createAskLimits({ counts: createCounts(), most: { network: 1_000, everywhere: 1_000 } })
    for (let i = 0; i < 60; i++) {
      await site.ask(email, { known })
      site.later(minute)
    }
    expect(await countMails()).toBe(5 + 1)
    for (let i = 0; i < 120; i++) await site.ask(email, { known: site.knownAs(email) })
    expect(await countMails()).toBe(100)
    expect((await site.ask(email, { known: site.knownAs('eve@boat.example') })).kind).toBe('asked')
    expect(await countMails()).toBe(101)
  })
})

describe.each(engines)('a mail that another browser asked for, on %s', (engine) => {
  let database: TestDatabase
  let site: Membership
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    site = new Membership(database)
  })
  afterEach(() => database.drop())

  /** A mail that somebody asked for, and the flow of a browser that asked in vain right after. */
  async function askTwice(input: { known?: string } = {}) {
    const mail = await site.asked(email, input)
    const asked = await site.ask(email, { ...input, next: '/picks/one' })
    if (asked.kind !== 'asked') throw new Error(asked.kind)
    return { mail, flow: asked.flow }
  }

  test('signs in with its link and its code together, and only a browser that asked for the same address in vain [AU-05]', async () => {
    const { mail, flow } = await askTwice()
    const { code, token } = mail
    const strange = await site.asked('eve@boat.example')
    const inVain = await site.ask('eve@boat.example')
    const eves = [null, strange.flow, inVain.kind === 'asked' ? inVain.flow : null]
    for (const other of eves) expect(await site.byLink({ flow: other, token, code })).toEqual({ kind: 'dead' })
    expect(await site.byCode({ flow, code })).toEqual({ kind: 'wrong', left: 4 })
    expect(await site.byLink({ flow, token })).toEqual({ kind: 'wrong', left: 5 })
    expect(await site.byLink({ flow, token, code: wrongOf(code) })).toEqual({ kind: 'wrong', left: 4 })
    expect(await site.byLink({ flow, token, code })).toMatchObject({ kind: 'signed-in', next: '/picks/one' })
    expect(await site.byLink({ flow, token, code })).toEqual({ kind: 'dead' })
    expect(await site.byLink(mail)).toEqual({ kind: 'dead' })
  })

  test('is as good there for whoever has asked in vain again and again', async () => {
    const { mail, flow } = await askTwice()
    site.later(9 * minute)
    await site.asked(email)
    const again = await site.ask(email, { flow })
    if (again.kind !== 'asked') throw new Error(again.kind)
    expect(again.flow).not.toBe(flow)
    site.later(minute - 1)
    expect(await site.byLink({ ...mail, flow })).toEqual({ kind: 'dead' })
    expect(await site.byLink({ ...mail, flow: again.flow })).toMatchObject({ kind: 'signed-in' })
  })

  test('bears five wrong codes there, and its own browser goes on', async () => {
    const { mail, flow } = await askTwice()
    const { code, token } = mail
    for (const left of [4, 3, 2, 1, 0])
      expect(await site.byLink({ flow, token, code: wrongOf(code) })).toEqual({ kind: 'wrong', left })
    expect(await site.byLink({ flow, token, code })).toEqual({ kind: 'dead' })
    expect(await site.byLink(mail)).toMatchObject({ kind: 'signed-in' })
  })

  test('is worth nothing there when it was asked for where somebody has signed in before', async () => {
    const { mail, flow } = await askTwice({ known: site.knownAs(email) })
    expect(await site.byLink({ ...mail, flow })).toEqual({ kind: 'dead' })
    expect(await site.byLink(mail)).toMatchObject({ kind: 'signed-in' })
  })

  test('is as good there when its own browser has asked for something else, or used up its tries', async () => {
    const { mail, flow } = await askTwice()
    const { code, token } = mail
    expect((await site.ask('eve@boat.example', { flow: mail.flow })).kind).toBe('asked')
    expect([await site.byCode(mail), await site.byLink(mail)]).toEqual([{ kind: 'dead' }, { kind: 'dead' }])
    expect(await site.byLink({ flow, token, code })).toMatchObject({ kind: 'signed-in' })
  })

  test('is redeemed once by a hundred that come at once, here and there', async () => {
    const { mail, flow } = await askTwice()
    const { code, token } = mail
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, i) => (i % 2 ? site.byLink(mail) : site.byLink({ flow, token, code }))),
    )
    expect(outcomes.filter(({ kind }) => kind === 'signed-in')).toHaveLength(1)
    expect(await site.countSessions()).toBe(1)
  })
})
