import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openGroup } from '../support/groups.ts'
import { countMails, signIn } from '../support/sign-in.ts'
import { openTestSite, type TestBrowser, type TestSite } from '../support/site.ts'
import { linesOf, mainOf } from '../views/page-text.ts'

const minute = 60_000
const day = 1_440 * minute

let site: TestSite
beforeAll(async () => {
  site = await openTestSite()
})
afterAll(() => site.drop())

let count = 0
let group: number
let head: TestBrowser
beforeEach(async () => {
  count += 1
  group = await openGroup(site.database, { name: `School ${count}`, administrator: `head-${count}@paper.example` })
  head = site.browser()
  later(minute)
  await signIn(site, head, `head-${count}@paper.example`)
})

const page = () => `/account/groups/${group}`
const later = (milliseconds: number) => {
  site.clock.now = new Date(site.clock.now.getTime() + milliseconds)
}
const invite = (addresses: string) => head.post(`${page()}/invitations`, { addresses })

test('lines that can’t be used come back with reasons, and nothing that was typed is lost', async () => {
  const typed = `eve-${count}@boat.example\nnobody at all\n\nAda <ada-${count}@boat.example>\neve-${count}@boat.example, a@b`
  const answer = await head.post(`${page()}/invitations`, { addresses: typed })
  const html = await answer.text()
  expect(answer.status).toBe(422)
  expect(/<textarea[^>]*>([^<]*)<\/textarea>/.exec(html)?.[1]).toBe('nobody at all\na@b')
  const said = linesOf(mainOf(html))
  expect(said).toContain('2 invitations are on their way.')
  expect(said).toContain('“nobody at all” isn’t an e-mail address.')
  for (const name of ['eve', 'ada']) expect(await countMails(site, `${name}-${count}@boat.example`)).toBe(1)
  const again = linesOf(
    mainOf(await (await head.post(`${page()}/invitations`, { addresses: `eve-${count}@boat.example` })).text()),
  )
  expect(again.join(' ')).toContain('was invited within the past hour')
})

test('no address is written to more than five times a day, by however many groups', async () => {
  const email = `zoe-${count}@boat.example`
  for (let time = 0; time < 5; time += 1) {
    expect((await invite(email)).headers.get('location')).toBe(`${page()}?sent=1`)
    later(61 * minute)
  }
  const answer = await head.post(`${page()}/invitations`, { addresses: email })
  expect(linesOf(mainOf(await answer.text())).join(' ')).toContain('has been written to often enough for today.')
  expect(await countMails(site, email)).toBe(5)
})

test('a group sends no more than two hundred invitations on one day, and the rest wait in the form', async () => {
  const addresses = Array.from({ length: 205 }, (_, index) => `p${count}-${index}@boat.example`)
  const answer = await head.post(`${page()}/invitations`, { addresses: addresses.join('\n') })
  const rest = /<textarea[^>]*>([^<]*)<\/textarea>/.exec(await answer.text())?.[1]
  expect(rest?.split('\n')).toEqual(addresses.slice(200))
  later(day)
  const tomorrow = await head.post(`${page()}/invitations`, { addresses: rest ?? '' })
  expect(tomorrow.headers.get('location')).toBe(`${page()}?sent=5`)
})
