import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestSite, type TestSite } from '../support/site.ts'
import { canariesPerPick, countCanaries, gatedPick, picksIn } from './canaries.ts'
import { countRows, hasOpened } from './visitors.ts'

const crowded = '203.0.113.9'
const name = '__Host-tessera'

let site: TestSite
beforeAll(async () => {
  const picks = [1, 2, 3, 4, 5].map((number) => gatedPick(number))
  site = await openTestSite({ picks: picks.join('\n'), settings: { newVisitorsPerHour: '1' } })
  await site.request('/picks/gated-1', { peer: crowded })
})
afterAll(() => site.drop())

/** The pick as a browser with this Cookie header gets it, on a network where only a known visitor may read. */
async function picksWith(cookie: string): Promise<number[]> {
  const response = await site.request('/picks/gated-1', { peer: crowded, headers: { cookie } })
  expect(response.status, cookie.slice(0, 300)).toBe(200)
  expect(response.headers.has('set-cookie'), cookie.slice(0, 300)).toBe(false)
  const page = await response.text()
  expect(page).toContain('lead1q')
  return picksIn(page)
}

async function newcomer(): Promise<string> {
  const browser = await hasOpened(site, [1], `10.0.${networks++}.1`)
  return browser.cookie ?? ''
}
let networks = 0

test('a visitor’s cookie is bound to this host, out of reach for scripts, and gone after 400 days at most [PW-26]', async () => {
  const response = await site.request('/picks/gated-1', { peer: '192.0.2.1' })
  expect(response.headers.getSetCookie()).toHaveLength(1)
  expect(response.headers.get('set-cookie')).toMatch(
    /^__Host-tessera=[\w.-]{60,150}; Path=\/; Max-Age=34560000; Secure; HttpOnly; SameSite=Lax$/,
  )
})

test('restoring an old cookie restores nothing of the allowance [PW-25]', async () => {
  const browser = await hasOpened(site, [1], '198.18.1.1')
  const first = browser.cookie
  for (const number of [2, 3]) await browser.get(`/picks/gated-${number}`)
  const rows = await countRows(site)
  for (let again = 0; again < 3; again += 1) {
    browser.cookie = first
    for (const number of [4, 5]) expect(picksIn(await browser.text(`/picks/gated-${number}`))).toEqual([])
    for (const number of [1, 2, 3])
      expect(countCanaries(await browser.text(`/picks/gated-${number}`), number)).toBe(canariesPerPick)
  }
  expect(await countRows(site)).toBe(rows)
})

test('the first reading’s cookie, sent in many requests at once, is still one reading [PW-25]', async () => {
  const browser = await hasOpened(site, [1], '198.18.2.1')
  const copies = Array.from({ length: 12 }, (_, at) => browser.get(`/picks/gated-${(at % 4) + 2}`))
  const opened = new Set((await Promise.all(copies.map(async (copy) => picksIn(await (await copy).text())))).flat())
  expect(opened.size).toBe(2)
})

test('a cookie with any one byte changed is no cookie [PW-26]', async () => {
  const cookie = await newcomer()
  expect(await picksWith(cookie)).toEqual([1])
  const rows = await countRows(site)
  const from = `${name}=`.length
  for (let at = from; at < cookie.length; at += 1) {
    for (const other of [
      String.fromCharCode(cookie.charCodeAt(at) ^ 1),
      String.fromCharCode(cookie.charCodeAt(at) ^ 32),
      'A',
      '',
    ]) {
      if (other === cookie[at] || !/^[\x21-\x7e]?$/.test(other)) continue
      const changed = cookie.slice(0, at) + other + cookie.slice(at + 1)
      expect(await picksWith(changed), `${changed} at ${at}`).toEqual([])
    }
  }
  for (const grown of [`${cookie}A`, `${cookie}=`, `${cookie}.`, cookie.replace('.', '..'), cookie.toUpperCase()])
    expect(await picksWith(grown), grown).toEqual([])
  expect(await countRows(site)).toBe(rows)
})

test('several cookies of our name, or one that is none of ours, are no cookie [PW-26]', async () => {
  const [mine, another] = [await newcomer(), await newcomer()]
  const [, value = ''] = mine.split('=')
  const strange = [
    `${mine}; ${another}`,
    `${mine}; ${mine}`,
    `${name}=; ${mine}`,
    `${mine}; ${name}=x`,
    `${name}="${value}"`,
    `tessera=${value}`,
    `__host-tessera=${value}`,
    `__Host-tessera2=${value}`,
    `x${mine}`,
    `\u00a0${mine}`,
    `__Secure-tessera=${value}`,
    `${name}=`,
    `${name}=${'A'.repeat(8_192)}`,
    `${name}=${value}${'A'.repeat(8_000)}`,
    `${name}=${value.split('.').slice(0, 3).join('.')}`,
    `${name}=eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.`,
    `${name}=null`,
    `${name}=[object Object]`,
    `${name}=../../etc/passwd`,
    `${name}=%00`,
    `; ; =; ${name}`,
  ]
  for (const cookie of strange) expect(await picksWith(cookie), cookie.slice(0, 200)).toEqual([])
  for (const cookie of [`a=1; ${mine}`, `${mine};b=2`, `x=__Host-tessera; ${mine}`, ` ${mine} ; c="d;"`])
    expect(await picksWith(cookie), cookie).toEqual([1])
})

test('what is signed with our key for another purpose, or with a key we don’t have, is no cookie [PW-26]', async () => {
  const cookie = await newcomer()
  const value = cookie.slice(name.length + 1)
  const body = value.slice(0, value.lastIndexOf('.'))
  const [key] = await site.database.db.selectFrom('signing_key').select(['id', 'secret']).execute()
  const sign = (message: string, secret = key?.secret ?? '') => createHmac('sha256', secret).update(message).digest('base64url')
  expect(`${body}.${sign(`tessera visitor v1\n${body}`)}`, 'this is how it is signed').toBe(value)
  for (const purpose of [
    '',
    'tessera visitor v2\n',
    'tessera session v1\n',
    'tessera gift v1\n',
    'tessera feed v1\n',
    'tessera unsubscribe v1\n',
    'tessera visitor v1',
  ])
    expect(await picksWith(`${name}=${body}.${sign(purpose + body)}`), purpose).toEqual([])
  const elsewhere = body.replace(/^[^.]+/, 'deadbeef')
  for (const [text, secret] of [
    [body, 'x'],
    [body, ''],
    [elsewhere, key?.secret],
    [elsewhere, 'x'],
  ] as const)
    expect(await picksWith(`${name}=${text}.${sign(`tessera visitor v1\n${text}`, secret)}`), text).toEqual([])
})

test('a browser that brings sixty cookies is served like any other, and ours among them is found [AU-23]', async () => {
  const cookie = await newcomer()
  const bombs = Array.from({ length: 60 }, (_, at) => `bomb${at}=${'x'.repeat(100)}`)
  expect(await picksWith([...bombs, cookie].join('; '))).toEqual([1])
  expect(await picksWith(bombs.join('; '))).toEqual([])
})
