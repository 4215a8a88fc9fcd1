import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as after } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { signIn } from '../support/sign-in.ts'
import { openTestSite, pickText, type TestSite } from '../support/site.ts'

const day = 86_400_000
const path = '/picks/the-lamp'

let site: TestSite
let other: DatabaseSync
beforeEach(async () => {
  site = await openTestSite({ picks: pickText({ headline: 'The Lamp', secret: 'wick' }) })
  const folder = 'folder' in site.database.place ? site.database.place.folder : ''
  other = new DatabaseSync(join(folder, 'magazine.db'))
})
afterEach(async () => {
  other.close()
  await site.drop()
})

test('while another process writes, a member reads on whose session would be renewed now; it is with the next request [PW-34]', async () => {
  const member = site.browser()
  await signIn(site, member, 'ada@home.example')
  site.clock.now = new Date(site.clock.now.getTime() + 2 * day)
  other.exec('begin immediate')
  const asked = performance.now()
  const meanwhile = await member.get(path)
  expect(performance.now() - asked).toBeLessThan(4_000)
  expect(await meanwhile.text()).toContain('wick')
  expect(meanwhile.headers.getSetCookie().join()).not.toContain('session')
  other.exec('rollback')
  expect((await member.get(path)).headers.getSetCookie().join()).toContain('session')
})

test('while another process writes, what has to be written waits for it, and nobody else does [PW-34]', async () => {
  const visitor = site.browser()
  await visitor.get(path)
  other.exec('begin immediate')
  const signingIn = site.browser().post('/sign-in', { email: 'ada@home.example', next: '' })
  await after(30)
  const asked = performance.now()
  expect(await visitor.text(path)).toContain('wick')
  expect(await visitor.text('/search?q=lamp')).toContain('The Lamp')
  expect(performance.now() - asked).toBeLessThan(4_000)
  other.exec('rollback')
  expect((await signingIn).status).toBe(303)
})
