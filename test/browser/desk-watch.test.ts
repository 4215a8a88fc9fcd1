import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite } from '../support/browser-site.ts'
import { wholeContent } from '../support/desk.ts'
import { keepFinding } from '../support/findings.ts'
import { articlePage, clocks, openWatchedSite, type WatchedSite } from '../support/watched-site.ts'
import { bringAxe, faults } from './axe.ts'
import { type AtDesk, openDesk } from './desk-editor.ts'
import { openReader } from './reader.ts'

const day = 86_400_000
const excerpt = [[{ kind: 'run' as const, text: 'From then on everybody was late.' }]]

let browser: Browser
let site: BrowserSite
let sources: WatchedSite
let desk: AtDesk
beforeAll(async () => {
  ;[browser, site, sources] = await Promise.all([
    launchBrowser(),
    openBrowserSite({ settings: { name: 'The Lantern', quotedWordsPerMonth: '40' } }),
    openWatchedSite(),
  ])
  desk = await openDesk(browser, site, { email: 'ada@lantern.example' })
  await bringAxe(desk.context)
})
afterAll(async () => {
  await browser.close()
  await Promise.all([site.drop(), sources.stop()])
})

const publish = async (headline: string, url: string, more: Partial<typeof wholeContent> = {}) => {
  const source = { name: 'The Ostrel Paper', url }
  const content = { ...wholeContent, headline, excerpt, source, ...more }
  const { id, revision } = await desk.editor.do('createPick', { content })
  await desk.editor.do('publishPick', { revision }, { id })
  return id
}
/** Has the watch look two days on, and brings the clock back, since the editor's session is of today. */
const look = async () => {
  const { now } = site.clock
  site.clock.now = new Date(now.getTime() + 2 * day)
  await sources.watchAll(site)
  site.clock.now = now
}

test('that all stands as it was quoted is not said before anybody has looked', async () => {
  await desk.go('/desk/watch')
  await desk.page.getByText('Nothing to look at.', { exact: true }).waitFor()
})

test('a source changes a quoted word: the editor sees the word, notes it, takes that back, and the word goes when it is mended', async () => {
  const { page, go } = desk
  sources.pages.set('/clocks', { body: articlePage(clocks) })
  const id = await publish('The Clocks of Ostrel', sources.at('/clocks'))
  sources.pages.set('/clocks', {
    body: articlePage(clocks.map((text) => text.replace('everybody was late', 'everybody was early'))),
  })
  await sources.watch(site)
  await look()
  await go('/desk')
  await page.getByRole('link', { name: 'Watch 1 to look at' }).click()
  const item = page.getByRole('listitem', { name: 'The Clocks of Ostrel' })
  await item.waitFor()
  expect(await item.locator('del').allInnerTexts()).toEqual(['late.'])
  expect(await item.locator('ins').allInnerTexts()).toEqual(['early.'])
  await item.getByRole('button', { name: 'Quoted before the change' }).click()
  await page.getByLabel('A note for colleagues').fill('It said late on the day.')
  await page.getByRole('button', { name: 'Note it' }).click()
  await page.getByText('Noted: it was quoted before the change.').waitFor()
  await page.getByText(/^Nothing to look at/).waitFor()
  await page.getByRole('button', { name: 'Seen to' }).click()
  await page.getByText(/Quoted before the change, says .*: It said late on the day\./).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('It is back on the list.').waitFor()
  await page.getByRole('button', { name: 'To look at' }).click()
  await item.waitFor()
  sources.pages.set('/clocks', { body: articlePage(clocks) })
  await item.getByRole('button', { name: 'Look again' }).click()
  await item.getByRole('button', { name: 'To be looked at again' }).waitFor()
  const { now } = site.clock
  site.clock.now = new Date(now.getTime() + 3 * day)
  await sources.watchAll(site)
  site.clock.now = now
  await go('/desk/watch')
  await page.getByText(/^Nothing to look at/).waitFor()
  expect((await desk.editor.do('showPick', {}, { id })).state).toBe('published')
})

test('an article that has moved: the reader is sent to its new address; one that is gone: its pick is taken back, and put back', async () => {
  const { page, go } = desk
  const moved = await publish('Moved Away', 'https://paper.example/old')
  const gone = await publish('Gone for Good', 'https://paper.example/gone')
  await keepFinding(site, moved, { state: 'moved', to: 'https://paper.example/new' })
  await keepFinding(site, gone, { state: 'gone', status: 410, to: null })
  await go('/desk/watch')
  const item = (name: string) => page.getByRole('listitem', { name })
  await item('Moved Away').getByRole('button', { name: 'Use the new address' }).click()
  await page.getByText(/^Readers are sent to the new address/).waitFor()
  await item('Moved Away').waitFor({ state: 'detached' })
  const reader = await openReader(browser)
  await reader.page.goto(`${site.origin}/picks/moved-away`)
  expect(await reader.page.getByRole('link', { name: /^Read more at/ }).getAttribute('href')).toBe('https://paper.example/new')
  await item('Gone for Good').getByRole('button', { name: 'Take the pick back' }).click()
  await page.getByText(/is taken back/).waitFor()
  await item('Gone for Good').waitFor({ state: 'detached' })
  expect((await reader.page.goto(`${site.origin}/picks/gone-for-good`))?.status()).toBe(404)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Gone for Good is published again.').waitFor()
  await item('Gone for Good').waitFor()
  await reader.context.close()
})

test('readers who go on to the source are counted, with scripts and without, and once for each way they take', async () => {
  const id = await publish('Followed', `${site.origin}/about`, { source: { name: 'The Followed', url: `${site.origin}/about` } })
  const count = async () => {
    await site.follows.flush()
    const row = await site.database.db.selectFrom('source_follow').select('count').where('pick_id', '=', id).executeTakeFirst()
    return row?.count ?? 0
  }
  for (const [at, javaScriptEnabled] of [true, false].entries()) {
    const reader = await openReader(browser, { javaScriptEnabled })
    await reader.page.goto(`${site.origin}/picks/followed`)
    await reader.page.getByRole('link', { name: 'Read more at The Followed' }).click()
    await reader.page.waitForURL(`${site.origin}/about`)
    await expect.poll(count, { timeout: 5_000 }).toBe(at + 1)
    expect(reader.violations).toEqual([])
    await reader.context.close()
  }
})

test('what is agreed with a source is written on its page, and a limit of its own warns before the next pick goes out', async () => {
  const { page, go, editor } = desk
  const { sources: listed } = await editor.do('listSources', { search: 'Ostrel' })
  await go(`/desk/sources/${listed[0]?.id}`)
  await page.getByLabel('Permission to quote').selectOption('granted')
  await page.getByLabel('Until').fill('2026-11-01')
  await page.getByLabel('Words a month').fill('3')
  await page.getByLabel('Notes for colleagues').fill('Ask before the winter.')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText(/saved this/).waitFor()
  await page.getByText('More is quoted this month than may be.').waitFor()
  await page.reload()
  expect(await page.getByLabel('Notes for colleagues').inputValue()).toBe('Ask before the winter.')
  const source = { name: 'The Ostrel Paper', url: null }
  const { id } = await editor.do('createPick', { content: { ...wholeContent, headline: 'One more', excerpt, source } })
  await go(`/desk/picks/${id}`)
  await page.getByText(/^With this pick \d+ words of The Ostrel Paper are quoted this month; 3 is the limit\.$/).waitFor()
  await page.getByText('The permission to quote The Ostrel Paper has run out.').waitFor()
  await go('/desk/sources')
  await page.getByLabel('Over the limit this month').check()
  await page.getByRole('row', { name: /The Ostrel Paper/ }).waitFor()
  expect(page.url()).toContain('over=yes')
  await page.getByLabel('Find').fill('none such')
  await page.getByText('No source fits.').waitFor()
})

test('everyone can use these screens: axe finds nothing and nothing sticks out, light and dark, narrow and wide', async () => {
  const { page, go, editor } = desk
  const states = ['moved', 'gone', 'walled', 'changed', 'unreachable'] as const
  for (const state of states) {
    const id = await publish(`What was ${state} in the long year of the clocks`, `https://paper.example/${state}`)
    await keepFinding(site, id, findings[state])
  }
  const { sources: listed } = await editor.do('listSources', { search: 'Ostrel' })
  const found: string[] = []
  for (const [name, path] of Object.entries({
    watch: '/desk/watch',
    sources: '/desk/sources',
    source: `/desk/sources/${listed[0]?.id}`,
    'no sources': '/desk/sources?search=zzzz',
  })) {
    await go(path)
    await page.waitForLoadState('networkidle')
    found.push(...(await faults(page)).map((fault) => `${name}, ${fault}`))
  }
  expect(found).toEqual([])
  expect(desk.violations).toEqual([])
}, 120_000)

const findings = {
  moved: { state: 'moved', to: 'https://paper.example/a/rather/long/address/that/an/article/may/well/have-when-it-has-moved' },
  gone: { state: 'gone', status: null, to: 'https://paper.example/' },
  walled: { state: 'walled', status: 403 },
  unreachable: { state: 'unreachable', status: 503 },
  changed: {
    state: 'changed',
    passages: [
      {
        kind: 'differs',
        paragraph: 0,
        parts: [
          { kind: 'same', text: '. . . From then on everybody was' },
          { kind: 'removed', text: 'late.' },
          { kind: 'added', text: 'early.' },
        ],
      },
      { kind: 'lost', paragraph: 1, parts: [{ kind: 'removed', text: 'The bell was rung whenever somebody felt like it.' }] },
      { kind: 'grown', paragraph: 2, words: 12 },
    ],
  },
} as const satisfies Record<string, Parameters<typeof keepFinding>[2]>
