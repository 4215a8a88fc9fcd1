import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveCapture, saveCaptureOfPick } from '../../src/data/captures.ts'
import { articleOfPaste } from '../../src/domain/pasted-article.ts'
import { cacheHeaders } from '../../src/http/cache-classes.ts'
import { deskRoutes } from '../../src/http/desk-api/desk-routes.ts'
import { type RouteName, routes } from '../../src/http/routes.ts'
import { keepFinding } from '../support/findings.ts'
import { unreachablePayments } from '../support/paying.ts'
import { signIn } from '../support/sign-in.ts'
import { openTestSite, pickText, type TestSite } from '../support/site.ts'
import { bodyWord, gatedPick, picksIn, readAll, type Said } from './canaries.ts'
import { atTheWall, countRows, hasOpened } from './visitors.ts'

type Reader = { name: string; headers: Record<string, string>; peer: string; mayOpen: number[] }

const crowded = '203.0.113.9'
const home = '198.51.100.7'
const opened = 1
const closed = [2, 3]

/** Where the sweep goes on each route. A new route isn't swept, and fails the first test, until it has a line here. */
const samples = {
  front: ['/'],
  pick: ['/picks/gated-1', '/picks/gated-2', '/picks/gated-3', '/picks/free', '/picks/none-such'],
  pickStream: ['/picks/gated-1/stream', '/picks/gated-2/stream', '/picks/gated-3/stream', '/picks/free/stream'],
  followSource: ['/picks/gated-2/follow', '/picks/none-such/follow'],
  topics: ['/topics'],
  topic: ['/topics/harbors', '/topics/harbors?before=2026-12', '/topics/none-such'],
  source: ['/sources/the-paper-boat', '/sources/the-paper-boat?before=2026-12'],
  archive: ['/archive'],
  archiveMonth: ['/archive/2026-11', '/archive/2026-13'],
  search: ['/search', '/search?q=lead2q', `/search?q=${bodyWord}`, '/search?q=came+after', '/search?q=gated'],
  reading: ['/reading'],
  forgetReading: ['/reading/forget'],
  about: ['/about'],
  signUp: ['/sign-up', '/sign-up?next=/picks/gated-2'],
  signIn: ['/sign-in', '/sign-in?next=//evil.example'],
  askToSignIn: ['/sign-in'],
  signInCode: ['/sign-in/code', '/sign-in/code?next=/picks/gated-2'],
  confirmByCode: ['/sign-in/code'],
  signInLink: [`/sign-in/link/${'A'.repeat(43)}`, '/sign-in/link/none-such'],
  confirmByLink: [`/sign-in/link/${'A'.repeat(43)}`],
  signOut: ['/sign-out'],
  account: ['/account', '/account?saved=1'],
  saveAccount: ['/account'],
  changeEmail: ['/account/email'],
  emailChange: ['/account/email'],
  confirmEmailByCode: ['/account/email/code'],
  emailChangeLink: [`/account/email/link/${'A'.repeat(43)}`, '/account/email/link/none-such'],
  confirmEmailByLink: [`/account/email/link/${'A'.repeat(43)}`],
  saveNewsletters: ['/account/newsletters'],
  endAllSessions: ['/account/sessions/end-all'],
  endSession: ['/account/sessions/AAAAAAAAAAAAAAAA/end'],
  accountExport: ['/account/export'],
  ownPasskeys: ['/account/passkeys', '/account/passkeys?done=added'],
  confirmForPasskeys: ['/account/passkeys/confirm'],
  renamePasskey: ['/account/passkeys/AAAAAAAAAAAAAAAA/name'],
  removePasskey: ['/account/passkeys/AAAAAAAAAAAAAAAA/remove'],
  askToAddPasskey: ['/passkeys/options/add'],
  addPasskey: ['/passkeys/add'],
  askToUsePasskey: ['/passkeys/options/sign-in'],
  signInByPasskey: ['/passkeys/sign-in'],
  deleteAccount: ['/account/delete'],
  accountPlan: ['/account/plan'],
  subscribe: ['/subscribe', '/subscribe?plan=monthly'],
  checkout: ['/subscribe/checkout'],
  checkoutDone: ['/subscribe/done', '/subscribe/done?session=cs_1'],
  billingPortal: ['/account/plan/portal'],
  endPlan: ['/account/plan/end'],
  keepPlan: ['/account/plan/keep'],
  stripeWebhook: ['/webhooks/stripe'],
  groups: ['/account/groups', '/account/groups?next=/picks/gated-2'],
  group: ['/account/groups/1', '/account/groups/none-such'],
  groupReport: ['/account/groups/1/report.csv'],
  inviteToGroup: ['/account/groups/1/invitations'],
  revokeInvitation: ['/account/groups/1/invitations/1/revoke'],
  endSeat: ['/account/groups/1/seats/1/end'],
  handOverGroup: ['/account/groups/1/administrator'],
  takeSeat: ['/account/groups/1/take'],
  leaveGroup: ['/account/groups/1/leave'],
  invitation: ['/invitation'],
  invitationLink: [`/invitation/${'A'.repeat(43)}`, '/invitation/none-such'],
  acceptInvitation: [`/invitation/${'A'.repeat(43)}`],
  gifts: ['/account/gifts'],
  newGiftLink: ['/account/gifts/1/link'],
  resumeGift: ['/account/gifts/1/resume'],
  endGift: ['/account/gifts/1/end'],
  giving: ['/gifts/new?pick=gated-2', '/gifts/new?pick=none-such', '/gifts/new'],
  givePick: ['/gifts/new'],
  giftOver: ['/gifts'],
  giftLink: [`/gifts/${'A'.repeat(43)}`, '/gifts/none-such'],
  firstOwner: [`/desk/first/${'A'.repeat(43)}`, '/desk/first/none-such'],
  becomeOwner: [`/desk/first/${'A'.repeat(43)}`],
  deskDoor: ['/desk/enter', '/desk/enter?next=/desk/magazine/staff&again=1'],
  enterByCode: ['/desk/enter/code'],
  askOwner: ['/desk/enter/ask'],
  enterByApproval: ['/desk/enter/approved'],
  putOffProof: ['/desk/enter/later'],
  exportMembers: ['/desk/members.csv'],
  deskCodes: ['/desk/enter/codes'],
  makeCodes: ['/desk/enter/codes'],
  deskAsset: ['/desk/assets/none-such.js'],
  deskPreview: ['/desk/preview/1', '/desk/preview/1?reader=subscriber', '/desk/preview/1?reader=visitor&left=3'],
  desk: ['/desk'],
  deskPage: ['/desk/picks', '/desk/picks/1', '/desk/api/none-such'],
  asset: ['/assets/manifest.json', '/assets/none-such.css'],
  picture: [`/pictures/${'A'.repeat(22)}-640.webp`, '/pictures/none-such.jpg'],
  robots: ['/robots.txt'],
  sitemap: ['/sitemap.xml'],
  favicon: ['/favicon.ico'],
  health: ['/health'],
} satisfies Record<RouteName, string[]>

/** Every row of the desk’s table, for the first pick there is; none of these readers has a role. */
const deskSamples = Object.values(deskRoutes).map(({ path }) => path.replaceAll(/:\w+/g, '1'))

const elsewhere = ['/none-such', '/feed', '/sitemap.xml.gz', '/picks', '/assets', '/manifest.webmanifest', '/service-worker.js']
const accepts = [
  'text/html',
  'application/json',
  'application/xml',
  'application/rss+xml',
  'text/markdown',
  'application/activity+json',
]
const codings = ['identity', 'gzip', 'br']
const parameters = [
  'amp=1&outputType=amp',
  'format=json&_data=',
  'preview=1&member=1&tier=paid',
  'after=2.3',
  'before=2027-01',
  'q=came',
  'nocache=1',
]

let site: TestSite
let readers: Reader[]
beforeAll(async () => {
  const gated = [gatedPick(opened), gatedPick(2), gatedPick(3, { access: 'subscribers-only' })]
  const free = pickText({ headline: 'Free', access: 'open', topics: 'Harbors' })
  site = await openTestSite({
    picks: [...gated, free].join('\n'),
    settings: { 'allowance.visitors': '1', 'allowance.members': '1', newVisitorsPerHour: '5' },
    payments: unreachablePayments(),
  })
  await keepCapture(`gated-${opened}`)
  const one = await hasOpened(site, [opened])
  const wall = await atTheWall(site, [opened])
  await one.get('/picks/gated-1') // brings the cookie back, so that the ledger has its reading
  const member = await hasOpened(site, [opened])
  await signIn(site, member, 'ada@paper.example')
  for (let newcomer = 0; newcomer < 5; newcomer += 1) await site.request('/picks/gated-1', { peer: crowded })
  const cookieOf = (cookie: string | null) => ({ cookie: cookie ?? '' })
  readers = [
    { name: 'a new visitor from a crowded network', headers: {}, peer: crowded, mayOpen: [] },
    { name: 'a visitor at the wall', headers: cookieOf(wall.cookie), peer: home, mayOpen: [] },
    { name: 'a visitor with one pick open', headers: cookieOf(one.cookie), peer: home, mayOpen: [opened] },
    { name: 'a member with one pick open', headers: cookieOf(member.cookie), peer: home, mayOpen: [opened] },
    { name: 'a browser that prefetches', headers: { 'sec-purpose': 'prefetch' }, peer: '192.0.2.77', mayOpen: [] },
  ]
})
afterAll(() => site.drop())

test('every route of the router is classified for the sweep [PW-01]', () => {
  const registered = site.app.routes.filter((route) => route.method !== 'ALL').map(({ method, path }) => `${method} ${path}`)
  const listed = [...Object.values(routes), ...Object.values(deskRoutes)].map(
    ({ method, path }) => `${method.toUpperCase()} ${path}`,
  )
  expect(registered.toSorted()).toEqual(listed.toSorted())
  expect(Object.keys(samples).toSorted()).toEqual(Object.keys(routes).toSorted())
  for (const name of Object.keys(routes) as RouteName[]) {
    const shape = new RegExp(`^${routes[name].path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+').replaceAll('*', '.+')}$`)
    for (const sample of samples[name]) expect(sample.split('?')[0], `${name}: ${sample}`).toMatch(shape)
  }
})

test('the sweep sees what it looks for: a lead and an open pick, and a canary however it is wrapped [PW-01]', async () => {
  const wrapped = [
    'cnry2x1q',
    Buffer.from('… cnry2x1q …').toString('base64'),
    Buffer.from('cnry2x1q').toString('hex'),
    '&#99;&#x6e;ry2x1q',
    '"\\u0063nry2x1q"',
    '%63nry2x1%71',
    'pael2k1d',
    '4?CJaI`B',
    'q1x2yrnc',
    Buffer.from('%63nry2x1q').toString('base64url'),
  ]
  for (const text of wrapped) expect(picksIn(`<p>${text}</p>`), text).toEqual([2])
  expect(picksIn('<p>lead2q, gated-2 and nothing more</p>')).toEqual([])
  const [, , one] = readers
  for (const coding of codings) {
    const headers = { ...one?.headers, 'accept-encoding': coding }
    expect(picksIn((await readAll(await site.request('/picks/gated-1', { headers }))).body), coding).toEqual([opened])
    expect((await readAll(await site.request('/picks/gated-2', { headers }))).body, coding).toContain('lead2q')
  }
})

test('no answer to anybody holds a word of a pick that they have not opened, and none counts anything [PW-01] [CA-02]', async () => {
  const rows = await countRows(site)
  const cacheable = new Map<string, string>()
  let asked = 0
  for (const reader of readers) {
    for (const { path, method, headers } of requests()) {
      const response = await site.request(path, { method, headers: { ...headers, ...reader.headers }, peer: reader.peer })
      const said = await readAll(response)
      const what = `${reader.name}: ${method} ${path} ${JSON.stringify(headers)} gets ${said.head}`
      const found = [...picksIn(said.head), ...picksIn(said.body)]
      expect(
        found.filter((number) => !reader.mayOpen.includes(number)),
        what,
      ).toEqual([])
      expect(response.status, what).toSatisfy((status: number) => status < 500 || isPrefetched(reader, status, said))
      expectOneClass(response, said, what)
      if (isForAll(response)) {
        const key = `${method} ${path} ${headers['accept-encoding']}`
        expect(whole(said), what).toBe(cacheable.get(key) ?? whole(said))
        cacheable.set(key, whole(said))
      }
      asked += 1
    }
  }
  expect(asked).toBeGreaterThan(5_000)
  expect(await countRows(site)).toBe(rows)
}, 180_000)

test('a page without a gated pick in it is the only kind that anybody may keep [CA-02]', async () => {
  for (const number of closed) expect(isForAll(await site.request(`/picks/gated-${number}`, { peer: crowded }))).toBe(false)
  for (const path of ['/', '/picks/free', '/topics', '/about', '/sitemap.xml'])
    expect(isForAll(await site.request(path)), path).toBe(true)
})

/** What was captured of a pick's source. Nobody may ever read it, whatever they have opened: its canaries are of a pick that isn't there. */
async function keepCapture(slug: string) {
  const text = `The cnry9x1q stood in the ${bodyWord}.\n\nlead2q and cnry9x2q.`
  const article = { ...articleOfPaste(text), title: 'Gated cnry9x3q', author: 'Ada cnry9x4q' }
  const about = {
    givenUrl: 'https://boat.example/cnry9x5q',
    how: 'pasted',
    capturedAt: new Date(0),
    capturedBy: 'cnry9x6q',
  } as const
  const { db } = site.database
  const { id } = await db.selectFrom('pick').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()
  await db.transaction().execute(async (trx) => {
    const saved = await saveCapture(trx, { article, marks: { addressKeys: ['boat.example/article'], textHash: 'x' }, ...about })
    await saveCaptureOfPick(trx, id, saved.id)
  })
  const parts = [{ kind: 'added' as const, text: 'cnry9x7q' }]
  await keepFinding(site, id, { state: 'changed', passages: [{ kind: 'differs', paragraph: 0, parts }] })
}

function* requests() {
  for (const path of [...Object.values(samples).flat(), ...deskSamples, ...elsewhere]) {
    for (const method of ['GET', 'HEAD', 'POST'])
      for (const coding of codings)
        for (const accept of accepts) yield { path, method, headers: { accept, 'accept-encoding': coding } }
    for (const parameter of parameters)
      yield {
        path: `${path}${path.includes('?') ? '&' : '?'}${parameter}`,
        method: 'GET',
        headers: { accept: '*/*', 'accept-encoding': 'br' },
      }
  }
}

function isPrefetched(reader: Reader, status: number, { body }: Said): boolean {
  return status === 503 && 'sec-purpose' in reader.headers && body === ''
}

function isForAll(response: Response): boolean {
  return /public|s-maxage/.test(response.headers.get('cache-control') ?? '')
}

/** Every answer belongs to one class of caching, and what anybody may keep has no cookie, number or sign of the reader. */
function expectOneClass(response: Response, said: Said, what: string) {
  const carried = Object.values(cacheHeaders).filter((headers) =>
    Object.entries(headers).every(([name, value]) => response.headers.get(name) === value),
  )
  expect(carried.length, what).toBeGreaterThan(0)
  if (!isForAll(response)) return expect(response.headers.get('cache-control'), what).toBe('private, no-store')
  expect(response.headers.has('set-cookie'), what).toBe(false)
  expect(picksIn(said.body), what).toEqual([])
  expect(said.body, what).not.toMatch(/ada@paper|You have (no|\d+)|articles? left|\d of \d|opens again|__Host-|nonce/i)
}

function whole({ head, body }: Said): string {
  return `${head}\n\n${body}`
}
