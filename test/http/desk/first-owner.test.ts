import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeFirstCode } from '../../../src/flows/make-first-owner.ts'
import { engines } from '../../support/database.ts'
import { editorIn, openEditor } from '../../support/desk.ts'
import { secrets } from '../../support/secrets.ts'
import { signIn } from '../../support/sign-in.ts'
import { openTestSite, type TestSite } from '../../support/site.ts'

const ada = { email: 'Ada@Paper.example', name: 'Ada Brook' }

describe.each(engines)('the first run of the desk, on %s', (engine) => {
  let site: TestSite
  beforeEach(async () => {
    site = await openTestSite({ engine })
  })
  afterEach(() => site.drop())
  const makeCode = () => makeFirstCode({ db: site.database.db, secrets, now: site.clock.now })
  const linkOf = async () => `/desk/first/${await makeCode()}`

  test('the console’s link makes its owner, signs them in, and is used up [HD-08]', async () => {
    const link = await linkOf()
    const browser = site.browser()
    for (const _ of [1, 2]) expect(await browser.text(link)).toContain('Become the owner')
    const answer = await browser.post(link, ada)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk'])
    const me = await editorIn(browser).do('me', {})
    expect(me.person).toMatchObject({ email: 'ada@paper.example', name: 'Ada Brook', role: 'owner' })
    expect(me.freshUntil).not.toBeNull()
    const other = site.browser()
    expect((await other.post(link, { email: 'eve@paper.example', name: 'Eve' })).status).toBe(422)
    expect(await other.text(link)).toContain('doesn’t work any more')
    expect(await makeCode()).toBeNull()
  })

  test('a newer link, a day, or an owner ends one that was printed before; only its hash is kept [HD-08]', async () => {
    const first = await linkOf()
    const second = await linkOf()
    expect((await site.browser().post(first, ada)).status).toBe(422)
    site.clock.now = new Date(site.clock.now.getTime() + 86_400_000)
    expect((await site.browser().post(second, ada)).status).toBe(422)
    const rows = await site.database.db.selectFrom('first_owner').select('code_hash').execute()
    expect(JSON.stringify(rows)).not.toContain(second.slice('/desk/first/'.length))
    expect(await site.database.db.selectFrom('staff').select('member_id').execute()).toEqual([])
  })

  test('what was typed wrong is asked for again and uses nothing up; another site’s form does nothing', async () => {
    const link = await linkOf()
    const browser = site.browser()
    const wrong = await browser.post(link, { email: 'not an address', name: 'Ada' })
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('value="not an address"')])
    expect((await browser.post(link, { email: ada.email, name: ' ' })).status).toBe(422)
    expect((await browser.post(link, ada, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
    expect((await browser.post(link, ada)).status).toBe(303)
  })

  test('of processes that start at once the last has printed the link that is good', async () => {
    const codes = await Promise.all([makeCode(), makeCode(), makeCode()])
    const pages = await Promise.all(codes.map((code) => site.browser().text(`/desk/first/${code}`)))
    expect(pages.filter((page) => page.includes('Become the owner'))).toHaveLength(1)
  })

  test('of two who use the link at once one becomes the owner [HD-08]', async () => {
    const link = await linkOf()
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((name) => site.browser().post(link, { email: `${name}@paper.example`, name })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422, 422])
    expect(await site.database.db.selectFrom('staff').select('role').execute()).toEqual([{ role: 'owner' }])
  })
})

test('the desk leads whoever isn’t signed in to where one does that, and back; a member without a role finds nothing', async () => {
  const site = await openTestSite()
  const browser = site.browser()
  for (const path of ['/desk', '/desk/picks/3']) {
    const answer = await browser.get(path)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/sign-in?next=${path}`])
  }
  const refused = await editorIn(browser).ask('me', {})
  expect(refused).toMatchObject({ status: 401, body: { problem: { code: 'signed-out', goTo: '/sign-in?next=/desk' } } })
  await signIn(site, browser, 'reader@paper.example')
  const [nothing, ...desk] = await Promise.all(
    ['/none-such', '/desk', '/desk/picks/3', '/desk/api/me'].map((path) => browser.get(path)),
  )
  const said = await nothing?.text()
  for (const answer of desk) expect([answer.status, await answer.text()]).toEqual([404, said])
  await site.drop()
})

test('the page of the desk names what its scripts ask first, and nothing that isn’t asked there', async () => {
  const site = await openTestSite()
  const { browser } = await openEditor(site, 'ada@paper.example', 'editor')
  const named = async (path: string) =>
    [...(await browser.text(path)).matchAll(/as="fetch" crossorigin href="([^"]+)"/g)].map(([, href]) => href)
  expect(await named('/desk')).toEqual(['/desk/api/me', '/desk/api/picks'])
  expect(await named('/desk/calendar')).toEqual(['/desk/api/me'])
  for (const href of await named('/desk')) expect((await browser.get(href ?? '')).status).toBe(200)
  await site.drop()
})
