import { afterEach, describe, expect, test } from 'vitest'
import { envOf, runCli } from '../support/cli.ts'
import { engines } from '../support/database.ts'
import { openOtherProcess } from '../support/other-process.ts'
import { signIn } from '../support/sign-in.ts'
import { openTestSite, pickText, type TestBrowser, type TestSite } from '../support/site.ts'

const minute = 60_000

let site: TestSite
afterEach(() => site.drop())

const keyOf = ({ cookie }: TestBrowser) => /__Host-tessera=([\w-]+)\./.exec(cookie ?? '')?.[1] ?? ''

describe.each(engines)('keys that sign cookies, on %s', (engine) => {
  test('can be changed while two processes serve: nobody’s count begins anew, and members stay signed in [AU-22]', async () => {
    const picks = ['One', 'Two', 'Three', 'Four'].map((headline) => pickText({ headline, secret: 'canary' }))
    site = await openTestSite({ engine, picks: picks.join('\n') })
    const other = await openOtherProcess(site)
    const keys = (...args: string[]) => runCli(['keys', ...args], { env: envOf(site.database), now: () => site.clock.now })
    const [reader, idle, member] = [site.browser(), site.browser(), site.browser()]
    for (const browser of [reader, idle]) expect(await browser.text('/picks/one')).toContain('You have 2 free articles')
    await signIn(site, member, 'ada@paper.example')
    const old = keyOf(reader)

    const rotated = await keys('rotate')
    const fresh = /^(\w+) signs from/.exec(rotated.out)?.[1] ?? ''
    // One process has heard of it, the other not yet: neither gives a cookie that the other couldn't read.
    await site.live.refresh()
    const newcomer = site.browser()
    await newcomer.get('/picks/one')
    expect(keyOf(newcomer)).toBe(old)
    expect(await (await other.get(newcomer, '/picks/two')).text()).toContain('You have 1 free article')

    site.clock.now = new Date(site.clock.now.getTime() + minute)
    await other.live.refresh()
    expect(await reader.text('/picks/two')).toContain('You have 1 free article')
    expect(keyOf(reader)).toBe(fresh)
    expect(await (await other.get(reader, '/picks/three')).text()).toContain('You have no free articles')
    expect(await (await other.get(idle, '/picks/two')).text()).toContain('You have 1 free article')
    expect((await keys()).out).toMatch(new RegExp(`^${fresh}  signs since .*\\n${old}  believed; signed from`))

    expect(await keys('retire', fresh)).toMatchObject({ code: 1, err: expect.stringContaining('is the key that signs') })
    expect(await keys('retire', 'none')).toMatchObject({ code: 1, out: '' })
    expect(await keys('retire', old)).toMatchObject({ code: 0 })
    for (const live of [site.live, other.live]) await live.refresh()
    expect(await reader.text('/picks/four')).not.toContain('canary')
    expect(await (await other.get(idle, '/picks/three')).text(), 'a new visitor').toContain('You have 2 free articles')
    for (const browser of [reader, idle, member])
      for (const path of ['/picks/one', '/', '/reading'])
        expect([(await browser.get(path)).status, (await other.get(browser, path)).status]).toEqual([200, 200])
    expect((await member.get('/account')).status).toBe(200)
    await other.close()
  })
})
