import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DeskRouteName, deskRoutes } from '../../../src/http/desk-api/desk-routes.ts'
import { describe as describeApi } from '../../../src/http/desk-api/open-api.ts'
import type { DeskRoute } from '../../../src/http/desk-api/route-row.ts'
import { type Editor, editorIn, openEditor, wholeContent } from '../../support/desk.ts'
import { openTestSite, type TestBrowser, type TestSite } from '../../support/site.ts'

const names = Object.keys(deskRoutes) as DeskRouteName[]

let site: TestSite
const people: Record<string, TestBrowser> = {}
let owner: Editor
beforeAll(async () => {
  site = await openTestSite()
  owner = await openEditor(site, 'owner@paper.example', 'owner')
  people.owner = owner.browser
  people.editor = (await openEditor(site, 'editor@paper.example', 'editor')).browser
  people.contributor = (await openEditor(site, 'contributor@paper.example', 'contributor')).browser
  people.member = (await openEditor(site, 'member@paper.example', null)).browser
  people.nobody = site.browser()
  for (const headline of ['One', 'Two']) await owner.do('createPick', { content: { ...wholeContent, headline } })
})
afterAll(() => site.drop())

test('who may ask what is the table that was reviewed [DK-01] [DK-02] [DK-04]', async () => {
  const lines: string[] = []
  for (const name of names) {
    const { method, path }: DeskRoute = deskRoutes[name]
    const address = path.replaceAll(/:\w+/g, '1')
    const cells: string[] = []
    for (const [who, browser] of Object.entries(people)) {
      const answers: string[] = []
      for (const verb of ['GET', 'POST']) answers.push(await gateOf(browser, verb, address))
      cells.push(`${who} ${answers.join('/')}`)
    }
    lines.push(`${method.toUpperCase().padEnd(4)} ${path}\n     ${cells.join(', ')}\n`)
  }
  await expect(lines.join('')).toMatchFileSnapshot('./roles.golden.txt')
})

test('what changes who may do what, or what is gated for many, wants a recent sign-in [DK-04]', async () => {
  const sensitive = names.filter((name) => 'isSensitive' in deskRoutes[name])
  const ofAccess = [
    'addGroup',
    'addStaff',
    'changeGroup',
    'changeManyVisibilities',
    'changeMeter',
    'changeRole',
    'endGroup',
    'endSeatOf',
    'endSubscription',
    'giveSubscription',
    'letIn',
    'openMail',
    'removeStaff',
    'rotateEverything',
  ]
  const ofPlans = ['addPlan', 'changePlan', 'offerPlan', 'retirePlan']
  const ofMembers = ['signOutMember', 'removePasskeyOf', 'exportMember', 'importMembers', 'deleteMember']
  expect(sensitive.toSorted()).toEqual([...ofAccess, ...ofPlans, ...ofMembers].toSorted())
  const stale = await openEditor(site, 'stale@paper.example', 'owner')
  const before = site.clock.now
  site.clock.now = new Date(before.getTime() + 16 * 60_000)
  expect(await stale.do('me', {})).toMatchObject({ freshUntil: null })
  const asked = await stale.ask('addStaff', { email: 'eve@paper.example', role: 'owner' })
  const goTo = '/sign-in?next=/desk&again=1'
  expect(asked).toMatchObject({ status: 403, body: { problem: { code: 'sign-in-again', goTo } } })
  expect(await stale.browser.text(goTo)).toContain('name="email"')
  site.clock.now = before
  expect((await stale.ask('addStaff', { email: 'eve@paper.example', role: 'contributor' })).status).toBe(200)
  await stale.do('changeManyVisibilities', { ids: [1, 2], visibility: 'open' })
  const { entries } = await stale.do('listAudit', { limit: '3' })
  expect(entries.map(({ what }) => what)).toEqual(['changeVisibility', 'changeVisibility', 'addStaff'])
  expect(new Set(entries.map(({ who }) => who.name))).toEqual(new Set(['stale@paper.example']))
})

test('what a role allows is asked anew each time: who loses it can do nothing more', async () => {
  const eve = await openEditor(site, 'eva@paper.example', 'editor')
  const { id } = (await eve.do('me', {})).person
  await owner.do('changeRole', { role: 'contributor' }, { id })
  expect((await eve.ask('publishPick', { revision: 1 }, { id: 1 })).body).toMatchObject({ problem: { code: 'not-your-role' } })
  await owner.do('removeStaff', {}, { id })
  expect((await eve.browser.get('/desk/api/me')).status).toBe(404)
  expect((await owner.ask('removeStaff', {}, { id })).status).toBe(404)
})

test('a magazine keeps an owner', async () => {
  const lonely = await openTestSite()
  const one = await openEditor(lonely, 'one@paper.example', 'owner')
  const { id } = (await one.do('me', {})).person
  for (const said of [await one.ask('removeStaff', {}, { id }), await one.ask('changeRole', { role: 'editor' }, { id })])
    expect(said).toMatchObject({ status: 409, body: { problem: { code: 'not-now' } } })
  expect((await one.do('listStaff', {})).staff).toMatchObject([{ role: 'owner', addedBy: { id: null, name: 'The console' } }])
  expect((await one.do('listAudit', {})).entries.map(({ what }) => what)).toEqual(['addStaff'])
  await lonely.drop()
})

test('a request that isn’t what the contract says changes nothing, whoever makes it [DK-05] [DK-07]', async () => {
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
  const post = async (body: string, more: Record<string, string> = {}, path = '/desk/api/staff') =>
    (await owner.browser.get(path, { method: 'POST', headers: { ...headers, ...more }, body })).status
  const good = { email: 'mallory@paper.example', role: 'editor' }
  expect(await post(JSON.stringify({ ...good, id: 1 }))).toBe(400)
  expect(await post(JSON.stringify({ ...good, role: 'admin' }))).toBe(400)
  expect(await post(JSON.stringify(good), { 'content-type': 'text/plain' })).toBe(400)
  expect(await post(JSON.stringify(good), { 'content-type': 'application/x-www-form-urlencoded' })).toBe(400)
  expect(await post('{"email":')).toBe(400)
  expect(await post(JSON.stringify(good), { 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await post(JSON.stringify(good), { 'sec-fetch-site': 'same-site' })).toBe(403)
  expect(await post(`{"email":"${'a'.repeat(1_100_000)}"}`)).toBe(400)
  const published = { ...wholeContent, publishedAt: '2026-01-01T00:00:00Z', visibility: 'open', createdBy: 1 }
  const save = JSON.stringify({ revision: 1, content: published, note: '' })
  expect(await post(save, {}, '/desk/api/picks/1/draft')).toBe(400)
  for (const query of [
    'filter=password:~^a',
    'order=note',
    'limit=1000000000',
    'limit=0',
    'state=all',
    'state=draft&state=scheduled',
  ])
    expect((await owner.browser.get(`/desk/api/picks?${query}`)).status, query).toBe(400)
  for (const query of ['cursor=%27%3B--', 'cursor=W10', `cursor=${Buffer.from('["a",1e99]').toString('base64url')}`])
    expect((await owner.browser.get(`/desk/api/picks?${query}`)).status, query).toBe(400)
  const people = await owner.do('listStaff', {})
  expect(people.staff.map(({ email }) => email)).not.toContain(good.email)
})

test('an address written otherwise is the same refusal or nothing, and never a way around [DK-03]', async () => {
  const { contributor } = people
  const shapes = [
    '/desk/api/picks/1/publish/',
    '/desk/API/picks/1/publish',
    '/desk//api/picks/1/publish',
    '/desk/api/picks/1/publish.json',
  ]
  for (const path of [...shapes, '/desk/api/picks/%31/publish', '/desk/api/picks/01/publish', '/desk/api%2fpicks/1/publish'])
    for (const browser of [contributor, site.browser()]) {
      const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
      const answer = await browser?.get(path, { method: 'POST', headers, body: '{"revision":1}' })
      expect([401, 403, 404], path).toContain(answer?.status)
    }
  expect((await owner.do('showPick', {}, { id: 1 })).state).toBe('draft')
})

test('the document holds every route with its role, and is for the staff alone', async () => {
  const document = await owner.do('openApi', {})
  expect(document).toEqual(describeApi())
  const paths = document.paths as Record<string, Record<string, { operationId: string; 'x-role': string }>>
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods))
  expect(operations.map(({ operationId }) => operationId).toSorted()).toEqual(names.toSorted())
  expect(operations.every((one) => one['x-role'] === deskRoutes[one.operationId as DeskRouteName].role)).toBe(true)
  expect((await editorIn(site.browser()).ask('openApi', {})).status).toBe(401)
})

/** What stands at the gate: refused for who asks, or let through to be looked at (and then refused, since what is sent is nothing). */
async function gateOf(browser: TestBrowser, method: string, address: string): Promise<string> {
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
  const body = method === 'POST' ? '{"not in any contract":1}' : null
  const query = method === 'GET' ? '?not-in-any-contract=1' : ''
  const answer = await browser.get(address + query, { method, headers, body })
  const said = answer.headers.get('content-type')?.startsWith('application/json')
    ? ((await answer.json()) as { problem?: { code: string } })
    : {}
  if (answer.status === 400 && said.problem?.code === 'bad-request') return 'may'
  return `${answer.status}`
}
