import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite } from '../support/browser-site.ts'
import { wholeContent } from '../support/desk.ts'
import { type AtDesk, openDesk, saved } from './desk-editor.ts'

let browser: Browser
let site: BrowserSite
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), openBrowserSite({ settings: { name: 'The Lantern' } })])
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

const headlineOf =
  ({ editor }: AtDesk, id: number) =>
  async () =>
    (await editor.do('showPick', {}, { id })).headline
const headlineIn = ({ page }: AtDesk) => page.getByLabel('Headline', { exact: true })

test('what was typed while nothing could be saved outlives the page, and is saved when the pick is opened again', async () => {
  const desk = await openDesk(browser, site, { email: 'ana@lantern.example' })
  const { page, context, go, editor } = desk
  const { id } = await editor.do('createPick', { content: wholeContent })
  await go(`/desk/picks/${id}`)
  await context.route('**/draft', (route) => route.abort())
  await headlineIn(desk).fill('Typed into the void')
  await page.getByText(/^Not saved\. The server can’t be reached/).waitFor()
  await page.getByRole('link', { name: 'Picks', exact: true }).click()
  await page.getByText(/It waits in this browser/).waitFor()
  expect(await headlineOf(desk, id)()).toBe(wholeContent.headline)
  // The page is gone as when a tab crashes: nothing of it runs any more.
  await page.close({ runBeforeUnload: false })
  await context.unroute('**/draft')
  const later = { ...desk, page: await context.newPage() }
  await later.page.goto(`${site.origin}/desk/picks/${id}`)
  await later.page.getByText('What you had typed here and wasn’t saved is back.').waitFor()
  expect(await headlineIn(later).inputValue()).toBe('Typed into the void')
  await expect.poll(headlineOf(desk, id)).toBe('Typed into the void')
  await saved(later.page)
  await later.page.reload()
  await headlineIn(later).waitFor()
  expect(await later.page.evaluate(() => Object.keys(localStorage))).toEqual([])
  await context.close()
})

test('what was typed and not saved is held against what somebody else has saved meanwhile', async () => {
  const desk = await openDesk(browser, site, { email: 'ben@lantern.example' })
  const other = await openDesk(browser, site, { email: 'cat@lantern.example' })
  const { page, context, go, editor } = desk
  const { id, revision } = await editor.do('createPick', { content: wholeContent })
  await go(`/desk/picks/${id}`)
  await context.route('**/draft', (route) => route.abort())
  await headlineIn(desk).fill('Mine, unsaved')
  await page.getByText(/^Not saved\./).waitFor()
  await page.close({ runBeforeUnload: false })
  await other.editor.do('savePick', { revision, content: { ...wholeContent, headline: 'Theirs, saved' }, note: '' }, { id })
  await context.unroute('**/draft')
  const later = await context.newPage()
  await later.goto(`${site.origin}/desk/picks/${id}`)
  const dialog = later.getByRole('dialog')
  await dialog.getByText(/Choose what to keep/).waitFor()
  expect(await dialog.locator('ins').allTextContents()).toEqual(['Mine, unsaved'])
  await dialog.getByRole('button', { name: 'Save what I chose' }).click()
  await expect.poll(headlineOf(desk, id)).toBe('Mine, unsaved')
  await Promise.all([context.close(), other.context.close()])
})

test('an excerpt that can’t be read yet stays as it was typed', async () => {
  const desk = await openDesk(browser, site, { email: 'dov@lantern.example' })
  const { page, context, go, editor } = desk
  const { id } = await editor.do('createPick', { content: wholeContent })
  await go(`/desk/picks/${id}`)
  await page.getByRole('button', { name: 'Type it' }).click()
  await page.getByRole('textbox', { name: 'Excerpt' }).fill('Half of a [gloss')
  await page.getByRole('button', { name: 'Compose' }).click()
  await page.getByText(/It waits under “Type it”/).waitFor()
  await page.getByRole('button', { name: 'Type it' }).click()
  expect(await page.getByRole('textbox', { name: 'Excerpt' }).inputValue()).toBe('Half of a [gloss')
  await context.close()
})

test('many picks are scheduled and gated at once, and each is put back as it was', async () => {
  const { page, context, go, editor } = await openDesk(browser, site, { email: 'eli@lantern.example' })
  const one = await editor.do('createPick', { content: { ...wholeContent, headline: 'Barge one' } })
  const two = await editor.do('createPick', { content: { ...wholeContent, headline: 'Barge two' } })
  await editor.do('schedulePick', { revision: 1, local: '2026-12-01T09:00' }, { id: two.id })
  await editor.do('changeVisibility', { visibility: 'open' }, { id: one.id })
  const shown = () => Promise.all([one, two].map(({ id }) => editor.do('showPick', {}, { id })))
  const plans = async () => (await shown()).map(({ schedule }) => schedule?.local ?? null)
  const gates = async () => (await shown()).map(({ visibility }) => visibility)
  await go('/desk?search=barge')
  for (const name of ['Barge one', 'Barge two']) await page.getByLabel(`Choose: ${name}`).check()
  await page.getByLabel('Day to publish on').fill('2026-12-24')
  await page.getByRole('button', { name: 'Schedule', exact: true }).click()
  await page.getByText('2 picks are scheduled.').waitFor()
  expect(await plans()).toEqual(['2026-12-24T08:00', '2026-12-24T08:00'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(plans).toEqual([null, '2026-12-01T09:00'])
  for (const name of ['Barge one', 'Barge two']) await page.getByLabel(`Choose: ${name}`).check()
  await page.getByLabel('Who may read them').selectOption('subscribers-only')
  const before = site.clock.now
  site.clock.now = new Date(before.getTime() + 16 * 60_000)
  await page.getByRole('button', { name: 'Make them so' }).click()
  const asks = page.getByText(/is changed only right after signing in/).locator('..')
  expect(await asks.getByRole('link', { name: 'Sign in' }).getAttribute('target')).toBe('_blank')
  await asks.getByRole('button', { name: /^Close/ }).click()
  expect(await page.getByLabel('Choose: Barge two').isChecked()).toBe(true)
  site.clock.now = before
  await page.getByRole('button', { name: 'Make them so' }).click()
  await page.getByText('2 picks are for subscribers only now.').waitFor()
  expect(await gates()).toEqual(['subscribers-only', 'subscribers-only'])
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect.poll(gates).toEqual(['open', 'metered'])
  await context.close()
})

test('one key finds anything: a pick by its first letters, a page by its name, something to do by its words', async () => {
  const { page, context, go, editor, violations } = await openDesk(browser, site, { email: 'fin@lantern.example' })
  const { id } = await editor.do('createPick', { content: { ...wholeContent, headline: 'Zeppelins at noon' } })
  await go('/desk')
  const field = page.getByRole('combobox', { name: /A pick, a source/ })
  await page.keyboard.press('Control+k')
  await field.fill('zepp')
  await page.getByRole('option', { name: /Zeppelins at noon/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/desk/picks/${id}`)
  await page.getByLabel('Headline', { exact: true }).focus()
  await page.keyboard.press('Control+k')
  await field.fill('versi')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Versions' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Find' }).click()
  await field.fill('cal')
  await page.getByRole('option', { name: 'Calendar' }).click()
  await page.waitForURL('**/desk/calendar')
  expect(violations).toEqual([])
  await context.close()
})

test('what is planned is moved in the calendar by keys and by hand, and taken back; a day that has passed is refused', async () => {
  const { page, context, go, editor, violations } = await openDesk(browser, site, { email: 'gus@lantern.example' })
  const { id, revision } = await editor.do('createPick', { content: { ...wholeContent, headline: 'Moved about' } })
  await editor.do('schedulePick', { revision, local: '2026-11-25T09:15' }, { id })
  const plan = async () => (await editor.do('showPick', {}, { id })).schedule?.local
  await go('/desk/calendar?month=2026-11')
  const link = page.getByRole('link', { name: 'Moved about' })
  await link.focus()
  await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(plan).toBe('2026-11-26T09:15')
  await page.keyboard.press('Shift+ArrowDown')
  await expect.poll(plan).toBe('2026-12-03T09:15')
  await page.getByRole('heading', { name: 'December 2026' }).waitFor()
  await expect.poll(() => link.evaluate((element) => document.activeElement === element)).toBe(true)
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect.poll(plan).toBe('2026-11-26T09:15')
  await go('/desk/calendar?month=2026-11')
  const day = (name: string) => page.locator('.month > li', { has: page.getByText(name, { exact: true }) })
  await link.dragTo(day('Friday, Nov. 13'))
  await expect.poll(plan).toBe('2026-11-13T09:15')
  await day('Friday, Nov. 13').getByRole('link', { name: 'Moved about' }).waitFor()
  await link.dragTo(day('Monday, Nov. 2'))
  await page.getByText('This time has passed.').waitFor()
  expect(await plan()).toBe('2026-11-13T09:15')
  expect(violations).toEqual([])
  await context.close()
})
