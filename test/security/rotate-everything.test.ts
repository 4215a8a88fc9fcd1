import { afterEach, describe, expect, test } from 'vitest'
import { envOf, runCli } from '../support/cli.ts'
import { engines } from '../support/database.ts'
import { askForMail, signIn } from '../support/sign-in.ts'
import { openTestSite, pickText, type TestSite } from '../support/site.ts'
import { give, subscriber } from '../support/subscriber.ts'

describe.each(engines)('tessera keys rotate --everything, on %s', (engine) => {
  let site: TestSite
  afterEach(() => site.drop())

  test('ends sessions, links and codes for everybody and believes no older key, and says so [DK-12]', async () => {
    const picks = ['One', 'Two'].map((headline) => pickText({ headline, secret: `canary${headline}` }))
    site = await openTestSite({
      engine,
      picks: picks.join('\n'),
      settings: { 'allowance.visitors': '0', 'allowance.members': '0' },
    })
    const giver = await subscriber(site, 'giver@paper.example')
    const link = await give(giver, 'one')
    const opened = site.browser()
    await opened.get(link)
    expect(await opened.text('/picks/one')).toContain('canaryOne')
    const waiting = site.browser()
    const mail = await askForMail(site, waiting, 'dee@paper.example')
    const run = (...args: string[]) => runCli(['keys', ...args], { env: envOf(site.database), now: () => site.clock.now })
    const { code, out } = await run('rotate', '--everything')
    expect(code).toBe(0)
    expect(out).toContain('Everybody was signed out, the staff too: 1 session.')
    expect(out).toContain('1 gift link opens nothing any more.')
    await site.live.refresh()
    expect(await opened.text('/picks/one'), 'a gift that was opened before').not.toContain('canaryOne')
    const other = site.browser()
    await other.get(link)
    expect(await other.text('/picks/one'), 'the link of a gift').not.toContain('canaryOne')
    expect(await giver.text('/picks/two'), 'a session').not.toContain('canaryTwo')
    expect((await waiting.post('/sign-in/code', { code: mail.code })).status).not.toBe(303)
    expect((await waiting.post(mail.link)).status).not.toBe(303)
    site.clock.now = new Date(site.clock.now.getTime() + 120_000)
    await signIn(site, giver, 'giver@paper.example')
    expect(await giver.text('/picks/two')).toContain('canaryTwo')
    expect(await run('list', '--everything')).toMatchObject({ code: 2 })
    expect((await run()).out.trim().split('\n')).toHaveLength(1)
  })
})
