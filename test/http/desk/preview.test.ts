import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MadeUpReader } from '../../../src/domain/made-up-reader.ts'
import type { Content } from '../../../src/http/desk-api/contract.ts'
import { countRows } from '../../security/visitors.ts'
import { type Editor, openEditor, wholeContent } from '../../support/desk.ts'
import { openTestSite, pickText, type TestBrowser, type TestSite } from '../../support/site.ts'
import { subscriber } from '../../support/subscriber.ts'
import { mainOf } from '../../views/page-text.ts'

const canary = 'cnry4x1q'
const content: Content = {
  ...wholeContent,
  headline: 'A Draft to Look At',
  excerpt: [
    [{ kind: 'run', text: `The ${canary} was not there.` }],
    [
      { kind: 'gloss', text: canary },
      { kind: 'run', text: ' it was.' },
    ],
  ],
}

let site: TestSite
let ada: Editor
let id: number
beforeAll(async () => {
  site = await openTestSite()
  ada = await openEditor(site, 'ada@paper.example', 'owner')
  id = (await ada.do('createPick', { content })).id
})
afterAll(() => site.drop())

const look = async (reader: MadeUpReader, left: number | null = null, of = id) => {
  const answer = await ada.browser.get(`/desk/preview/${of}?reader=${reader}${left === null ? '' : `&left=${left}`}`)
  return { status: answer.status, headers: answer.headers, page: await answer.text() }
}
test('each reading left is one more until the wall, in whose page there is nothing of the excerpt', async () => {
  const left = async (many: number) => /You have (\w+) free/.exec((await look('visitor', many)).page)?.[1]
  expect(await Promise.all([3, 2, 1].map(left))).toEqual(['2', '1', 'no'])
  for (const many of [3, 2, 1]) expect((await look('visitor', many)).page).toContain(canary)
  const wall = await look('visitor', 0)
  expect(wall.status).toBe(200)
  expect(wall.page).toContain('class="wall earned"')
  expect(wall.page).toContain(content.headline)
  expect(wall.page).not.toContain(canary)
})

test('who may read what is what the meter says, for every kind of reader and of pick', async () => {
  const { readers } = await ada.do('showPreview', {}, { id })
  const seen: string[] = []
  for (const visibility of ['metered', 'open', 'subscribers-only'] as const) {
    await ada.do('changeVisibility', { visibility }, { id })
    for (const { reader } of readers)
      seen.push(`${visibility} ${reader}: ${(await look(reader)).page.includes(canary) ? 'excerpt' : 'wall'}`)
  }
  await ada.do('changeVisibility', { visibility: 'metered' }, { id })
  expect(seen.filter((line) => line.endsWith('wall'))).toEqual([
    'metered newcomer: wall',
    'subscribers-only visitor: wall',
    'subscribers-only newcomer: wall',
    'subscribers-only member: wall',
    'subscribers-only former-subscriber: wall',
    'subscribers-only metered-subscriber: wall',
    'subscribers-only robot: wall',
  ])
  expect(seen).toHaveLength(24)
})

test('what is previewed is what a reader gets once it is published, letter for letter: the page and the wall', async () => {
  const out = await ada.do('createPick', { content: { ...content, headline: 'Letter for Letter' } })
  const previews: string[] = []
  for (const [reader, left] of [
    ['visitor', 3],
    ['visitor', 0],
  ] as const)
    previews.push(mainOf((await look(reader, left, out.id)).page))
  const paying = mainOf((await look('subscriber', null, out.id)).page)
  await ada.do('publishPick', { revision: 1 }, { id: out.id })
  await site.publish(['One', 'Two', 'Three'].map((headline) => pickText({ headline })).join('\n'))
  const path = '/picks/letter-for-letter'
  const spent = site.browser()
  for (const slug of ['one', 'two', 'three']) await spent.text(`/picks/${slug}`)
  expect(previews).toEqual([mainOf(await site.browser().text(path)), mainOf(await spent.text(path))])
  expect(paying).toBe(mainOf(await (await subscriber(site, 'sub@paper.example')).text(path)))
  expect(paying).toContain('/gifts/new?pick=letter-for-letter')
})

test('a preview counts nothing and is kept by nobody, and only the desk may frame it', async () => {
  const rows = await countRows(site)
  const { headers } = await look('visitor', 2)
  expect(headers.get('cache-control')).toBe('private, no-store')
  expect(headers.get('set-cookie')).toBeNull()
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("frame-ancestors 'self'")
  expect(policy).toContain("script-src 'none'")
  expect(policy).toContain("form-action 'none'")
  expect(policy).toMatch(/sandbox allow-same-origin$/)
  expect(headers.get('x-robots-tag')).toContain('noindex')
  expect(await countRows(site)).toBe(rows)
  const desk = await ada.browser.get('/desk')
  expect(desk.headers.get('content-security-policy')).toMatch(/; frame-src http:\/\/localhost:4000\/desk\/preview\/$/)
  for (const path of ['/', '/desk', '/picks/letter-for-letter', '/account'])
    expect((await ada.browser.get(path)).headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'")
})

test('a draft that isn’t whole is shown as far as it is written', async () => {
  const bare = await ada.do('createPick', {})
  expect((await look('subscriber', null, bare.id)).status).toBe(200)
  const half = await ada.do('createPick', {
    content: { headline: ' Half   a Pick ', excerpt: [[{ kind: 'run', text: 'Quoted.' }]] },
  })
  const { page } = await look('subscriber', null, half.id)
  expect(page).toContain('Half a Pick')
  expect(page).toContain('Quoted.')
})

test('whoever may not look at a pick at the desk finds no preview of it [DK-02]', async () => {
  const eve = await openEditor(site, 'eve@paper.example', 'contributor')
  const member = await openEditor(site, 'mem@paper.example', null)
  const own = await eve.do('createPick', { content })
  const statuses = async (browser: TestBrowser, of: number) => (await browser.get(`/desk/preview/${of}?reader=subscriber`)).status
  expect(await statuses(eve.browser, own.id)).toBe(200)
  expect(await statuses(eve.browser, id)).toBe(404)
  expect(await statuses(member.browser, own.id)).toBe(404)
  expect(await statuses(site.browser(), own.id)).toBe(404)
  for (const path of ['0', '999999', 'x', `${id}?reader=owner`, `${id}?reader=visitor&left=-1`, `${id}?left=1e9`])
    expect((await ada.browser.get(`/desk/preview/${path}`)).status, path).toBe(404)
})
