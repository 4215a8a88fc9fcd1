import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SigningKey } from '../../src/kit/key-ring.ts'
import { createKnownBrowsers, knownCookieName } from '../../src/kit/known-browser.ts'
import { askForMail, countMails, newestMail, signIn } from '../support/sign-in.ts'
import { openTestSite, pickText, type TestBrowser, type TestSite } from '../support/site.ts'
import { mainOf } from '../views/page-text.ts'

const day = 86_400_000
const minute = 60_000
const now = new Date('2026-11-10T12:00:00Z')
const ada = 'ada@paper.example'
const eve = 'eve@paper.example'

describe('the cookie of a browser that has signed in before', () => {
  const keyOf = (id: string): SigningKey => ({
    id,
    signsFrom: new Date(0),
    mac: (message) => createHmac('sha256', `secret of ${id}`).update(message).digest('base64url'),
  })
  let ids = 0
  const randomId = () => `${String(++ids).padStart(21, 'x')}A`
  const known = createKnownBrowsers({ keys: () => [keyOf('k1')], randomId })
  const textOf = (setCookie: string) => setCookie.slice(knownCookieName.length + 1, setCookie.indexOf(';'))

  test('knows the address it was made for and no other, and is bound to this host', () => {
    const cookie = known.add(null, ada, now)
    expect(cookie).toMatch(/^__Host-tessera-known=[\w.-]{70,90}; Path=\/; Max-Age=34560000; Secure; HttpOnly; SameSite=Lax$/)
    expect(known.find(textOf(cookie), ada, now)).toMatch(/^x+\d+A$/)
    for (const other of [eve, 'ADA@paper.example', `${ada} `, '']) expect(known.find(textOf(cookie), other, now)).toBeNull()
    expect(cookie).not.toMatch(/ada|paper/)
  })

  test('says nothing by which two browsers of one member could be told to be theirs', () => {
    const parts = [known.add(null, ada, now), known.add(null, ada, now)].map((cookie) => textOf(cookie).split('.'))
    expect(parts[0]?.[1]).not.toBe(parts[1]?.[1])
    expect(parts[0]?.[3]).not.toBe(parts[1]?.[3])
  })

  test('is none with any one character changed, nor signed for another purpose or by another key', () => {
    const value = textOf(known.add(null, ada, now))
    for (let at = 0; at < value.length; at += 1)
      for (const other of [value[at] === 'B' ? 'C' : 'B', '']) {
        const changed = value.slice(0, at) + other + value.slice(at + 1)
        expect(known.find(changed, ada, now), `${changed} at ${at}`).toBeNull()
      }
    const body = value.slice(0, value.lastIndexOf('.'))
    const sign = (message: string, key = 'k1') => `${body}.${keyOf(key).mac(message)}`
    expect(sign(`tessera known browser v1\n${body}\n${ada}`), 'this is how it is signed').toBe(value)
    for (const forged of [
      sign(`tessera visitor v1\n${body}`),
      sign(`tessera visitor v1\n${body}\n${ada}`),
      sign(`tessera gift v1\n${body}\n${ada}`),
      sign(`${body}\n${ada}`),
      sign(`tessera known browser v1\n${body}\n${ada}`, 'k2'),
      'x'.repeat(5_000),
      '',
    ])
      expect(known.find(forged, ada, now), forged.slice(0, 100)).toBeNull()
  })

  test('holds four addresses, the newest first, and keeps its id for one that signs in again', () => {
    const people = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}@paper.example`)
    const value = people.reduce<string | null>((has, person) => textOf(known.add(has, person, now)), null)
    expect(people.map((person) => known.find(value, person, now) !== null)).toEqual([false, true, true, true, true])
    const before = known.find(value, 'b@paper.example', now)
    const again = textOf(known.add(value, 'b@paper.example', new Date(now.getTime() + day)))
    expect(known.find(again, 'b@paper.example', now)).toBe(before)
    expect(again.split('~')).toHaveLength(4)
    const without = textOf(known.remove(again, 'b@paper.example', now))
    expect(people.map((person) => known.find(without, person, now) !== null)).toEqual([false, false, true, true, true])
    expect(known.remove(textOf(known.add(null, ada, now)), ada, now)).toMatch(/^__Host-tessera-known=; Path=\/; Max-Age=0;/)
  })

  test('is over after 400 days, and when its key is retired, but not when another key comes', () => {
    const value = textOf(known.add(null, ada, now))
    expect(known.find(value, ada, new Date(now.getTime() + 400 * day))).not.toBeNull()
    expect(known.find(value, ada, new Date(now.getTime() + 401 * day))).toBeNull()
    const rotated = createKnownBrowsers({ keys: () => [keyOf('k2'), keyOf('k1')], randomId })
    expect(rotated.find(value, ada, now)).toBe(known.find(value, ada, now))
    const signed = textOf(rotated.add(value, ada, now))
    const retired = createKnownBrowsers({ keys: () => [keyOf('k2')], randomId })
    expect([retired.find(value, ada, now), retired.find(signed, ada, now)]).toEqual([null, known.find(value, ada, now)])
  })
})

describe('at the site', () => {
  let site: TestSite
  beforeAll(async () => {
    site = await openTestSite({ picks: pickText({ headline: 'One' }) })
  })
  afterAll(() => site.drop())

  const later = (ms: number) => {
    site.clock.now = new Date(site.clock.now.getTime() + ms)
  }
  const isKnown = (browser: TestBrowser) => browser.cookie?.includes(`${knownCookieName}=`)
  /** Strangers use up what may be sent to an address. */
  async function useUp(email: string) {
    for (let i = 0; i < 5; i++) {
      await askForMail(site, site.browser(), email)
      later(minute)
    }
  }

  test('a browser stays known when its member signs out, and gets its mails whatever strangers ask for [AU-10]', async () => {
    const browser = site.browser()
    await signIn(site, browser, ada)
    expect(isKnown(browser)).toBe(true)
    await browser.post('/sign-out')
    expect([isKnown(browser), browser.cookie?.includes('ada')]).toEqual([true, false])
    later(minute)
    await useUp(ada)
    const before = await countMails(site, ada)
    const [stranger, known] = [site.browser(), browser]
    const answers = []
    for (const one of [stranger, known]) {
      const asked = await one.post('/sign-in', { email: ada })
      const headers = JSON.stringify([...asked.headers]).replace(/flow=[\w-]{43}/, 'flow=…')
      answers.push([asked.status, headers, await asked.text(), await one.text('/sign-in/code')])
    }
    expect(answers[0], 'and the answer says nothing of it').toEqual(answers[1])
    expect(await countMails(site, ada)).toBe(before + 1)
    const { code } = await newestMail(site, ada)
    expect((await known.post('/sign-in/code', { code })).status).toBe(303)
  })

  test('whoever deletes their account is forgotten by the browser, and the others in it are not', async () => {
    const browser = site.browser()
    await signIn(site, browser, 'first@paper.example')
    await browser.post('/sign-out')
    await signIn(site, browser, 'second@paper.example')
    const both = browser.cookie
    expect((await browser.post('/account/delete', { email: 'second@paper.example' })).status).toBe(303)
    expect([isKnown(browser), browser.cookie === both]).toEqual([true, false])
    later(minute)
    await signIn(site, browser, 'first@paper.example')
    await browser.post('/account/delete', { email: 'first@paper.example' })
    expect(isKnown(browser)).toBe(false)
  })

  test('a new browser that asks in vain signs in with link and code of the newest mail, others don’t [AU-10]', async () => {
    const [mine, other, asker] = [site.browser(), site.browser(), site.browser()]
    const { link, code } = await askForMail(site, asker, eve)
    await mine.post('/sign-in', { email: eve, next: '/picks/one' })
    expect(await countMails(site, eve)).toBe(1)
    const page = mainOf(await mine.text(link))
    expect(page).toContain('so many had gone to the address already')
    expect(page).toContain('name="code"')
    expect(mainOf(await other.text(link))).toContain('Please type the code instead')
    expect(mainOf(await asker.text(link))).not.toContain('name="code"')
    expect((await other.post(link, { code })).status).toBe(422)
    const wrong = await mine.post(link, { code: '00000000' })
    expect([wrong.status, wrong.headers.get('cache-control')]).toEqual([422, 'private, no-store'])
    expect(mainOf(await wrong.text())).toContain('You have four more tries.')
    const confirmed = await mine.post(link, { code: `${code.slice(0, 4)} ${code.slice(4)}` })
    expect([confirmed.status, confirmed.headers.get('location')]).toEqual([303, '/picks/one'])
    expect((await mine.get('/account')).status).toBe(200)
  })
})
