import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite } from '../support/browser-site.ts'
import { wholeContent } from '../support/desk.ts'
import { excerptLines, openDesk, paste, saved, select } from './desk-editor.ts'
import { mainLines, openReader } from './reader.ts'

let browser: Browser
let site: BrowserSite
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), openBrowserSite({ settings: { name: 'The Lantern' } })])
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

test('an editor pastes an article, quotes it, puts a gloss, publishes, and a visitor reads just that', async () => {
  const { page, context, go, violations, complaints } = await openDesk(browser, site, { email: 'ada@lantern.example' })
  await go('/desk')
  await page.getByRole('button', { name: 'New pick' }).click()
  await page.getByRole('button', { name: 'Begin without a source' }).click()
  await page.getByLabel('Headline', { exact: true }).fill('The Town with Two Noons')
  await page.getByLabel('Introduction').fill('Time was once a matter of opinion. Mara Ellison writes:')
  await page.getByRole('combobox', { name: 'Source' }).fill('The Paper Boat')
  await paste(page)
  await select(page, 'Text of the source', 'Then the railway came and brought a clock of its own')
  await page.keyboard.press('q')
  await select(page, 'Text of the source', 'it crossed in eleven minutes; in a wind it crossed when it could')
  await page.keyboard.press('q')
  expect(await excerptLines(page)).toEqual([
    'it crossed in eleven minutes; in a wind it crossed when it could. . . .',
    'Then the railway came and brought a clock of its own.',
  ])
  await select(page, 'Excerpt', 'it')
  await page.keyboard.press('g')
  await page.getByLabel('Your words, without brackets').fill('the ferry')
  await page.getByLabel('In place of “it”').check()
  await page.getByRole('button', { name: 'Put it in' }).click()
  await expect
    .poll(() => excerptLines(page))
    .toEqual([
      '[the ferry] crossed in eleven minutes; in a wind it crossed when it could. . . .',
      'Then the railway came and brought a clock of its own.',
    ])
  expect(await page.getByRole('status').filter({ hasText: 'verbatim' }).innerText()).toBe('Every run verbatim and in order')
  await saved(page)
  await page.getByRole('button', { name: 'Publish now' }).click()
  await page.getByText('It is published.').waitFor()
  const visitor = await openReader(browser)
  await visitor.page.goto(`${site.origin}/picks/the-town-with-two-noons`)
  const lines = await mainLines(visitor.page)
  expect(lines).toContain('[the ferry] crossed in eleven minutes; in a wind it crossed when it could. . . .')
  expect(lines).toContain('Then the railway came and brought a clock of its own.')
  expect([violations, complaints]).toEqual([[], []])
  await Promise.all([context.close(), visitor.context.close()])
})

test('an excerpt typed with one word altered is not what the source says, and the word is shown', async () => {
  const { page, context, go, editor } = await openDesk(browser, site, { email: 'bea@lantern.example' })
  const { id } = await editor.do('createPick', { content: { ...wholeContent, excerpt: [] } })
  await go(`/desk/picks/${id}`)
  await paste(page)
  await page.getByRole('button', { name: 'Type it' }).click()
  await page
    .getByRole('textbox', { name: 'Excerpt' })
    .fill('It hung above the platform and was wrong, which the town took for an insult.')
  await page.getByText('Not what the source says').waitFor()
  expect(await page.locator('.problems del').allTextContents()).toEqual(['right,'])
  expect(await page.locator('.problems ins').allTextContents()).toEqual(['wrong,'])
  await page.getByRole('textbox', { name: 'Excerpt' }).fill('It hung above the platform . . . the town took for an insult [so')
  await page.getByText(/^Paragraph 1: /).waitFor()
  await page.getByRole('textbox', { name: 'Excerpt' }).fill('It hung above the platform . . . the town took for an insult.')
  await page.getByText('Every run verbatim and in order').waitFor()
  await context.close()
})

test('two editors in one pick are told, and of what both wrote nothing is lost', async () => {
  const one = await openDesk(browser, site, { email: 'cay@lantern.example' })
  const two = await openDesk(browser, site, { email: 'dee@lantern.example' })
  const { id } = await one.editor.do('createPick', { content: wholeContent })
  await one.go(`/desk/picks/${id}`)
  await two.go(`/desk/picks/${id}`)
  await two.page.getByText(/has this pick open too, since/).waitFor()
  await one.page.getByLabel('Headline', { exact: true }).fill('The first editor’s headline')
  await saved(one.page)
  await two.page.getByLabel('Headline', { exact: true }).fill('The second editor’s headline')
  const dialog = two.page.getByRole('dialog')
  await dialog.waitFor()
  expect(await dialog.locator('del').allTextContents()).toEqual([' first'])
  expect(await dialog.locator('ins').allTextContents()).toEqual([' second'])
  await dialog.getByRole('button', { name: 'Save what I chose' }).click()
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(async () => (await two.editor.do('showPick', {}, { id })).headline).toBe('The second editor’s headline')
  const { versions } = await two.editor.do('listVersions', {}, { id })
  const kept = await Promise.all(versions.map(({ number }) => two.editor.do('showVersion', {}, { id, number })))
  expect(kept.map(({ content }) => content.headline)).toContain('The first editor’s headline')
  await Promise.all([one.context.close(), two.context.close()])
})

test('a version is compared with what is written now, and gone back to', async () => {
  const { page, context, go, editor } = await openDesk(browser, site, { email: 'eve@lantern.example' })
  const { id, revision } = await editor.do('createPick', { content: { ...wholeContent, headline: 'An earlier headline' } })
  await editor.do('publishPick', { revision }, { id })
  await go(`/desk/picks/${id}`)
  await page.getByLabel('Headline', { exact: true }).fill('A later headline')
  await saved(page)
  await page.getByRole('button', { name: 'Versions' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /as it went out/ }).click()
  expect(await dialog.locator('del').first().textContent()).toBe('An earlier')
  await dialog.getByRole('button', { name: /Go back to version/ }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await page.getByLabel('Headline', { exact: true }).inputValue()).toBe('An earlier headline')
  await context.close()
})

test('a pick is scheduled on the magazine’s clock, and stands in the list and in the calendar', async () => {
  const { page, context, go, editor } = await openDesk(browser, site, { email: 'fay@lantern.example' })
  const { id } = await editor.do('createPick', { content: { ...wholeContent, headline: 'For the day after' } })
  await go(`/desk/picks/${id}`)
  await page.getByLabel('Day').fill('2026-11-12')
  await page.getByLabel('Time').fill('08:30')
  await page.getByRole('button', { name: 'Schedule' }).click()
  await page.getByText('It goes out Thursday, Nov. 12 at 8:30.').waitFor()
  await page.getByRole('link', { name: 'Calendar' }).click()
  const day = page.locator('.month > li', { has: page.getByText('Thursday, Nov. 12') })

  expect(await day.innerText()).toContain('For the day after')
  await page.getByRole('link', { name: 'Picks', exact: true }).click()
  await page.getByRole('button', { name: 'Scheduled', exact: true }).click()
  const row = page.getByRole('row', { name: /For the day after/ })
  expect(await row.innerText()).toContain('Nov. 12, 8:30')
  await context.close()
})

test('what was done to many picks is shown at once and can be taken back', async () => {
  const { page, context, go, editor } = await openDesk(browser, site, { email: 'gil@lantern.example' })
  const ids: number[] = []
  for (const headline of ['Bulk one', 'Bulk two'])
    ids.push((await editor.do('createPick', { content: { ...wholeContent, headline } })).id)
  await go('/desk?search=bulk')
  for (const name of ['Bulk one', 'Bulk two']) await page.getByLabel(`Choose: ${name}`).check()
  await page.getByRole('combobox', { name: 'Topic' }).fill('Umbrellas')
  await page.getByRole('button', { name: 'File under' }).click()
  await page.getByText('2 picks are filed under Umbrellas.').waitFor()
  const topics = () => Promise.all(ids.map(async (id) => (await editor.do('showPick', {}, { id })).topics.includes('Umbrellas')))
  expect(await topics()).toEqual([true, true])
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('2 picks are no longer filed under Umbrellas.').waitFor()
  expect(await topics()).toEqual([false, false])
  await context.close()
})

test('whoever is signed out meanwhile is told, and keeps what was typed', async () => {
  const { page, context, go, editor } = await openDesk(browser, site, { email: 'hal@lantern.example' })
  const { id } = await editor.do('createPick', { content: wholeContent })
  await go(`/desk/picks/${id}`)
  const cookies = await context.cookies()
  await context.clearCookies()
  await page.getByLabel('Headline', { exact: true }).fill('Typed without a session')
  await page.getByRole('dialog', { name: 'You are signed out' }).waitFor()
  await context.addCookies(cookies)
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.keyboard.press('Control+s')
  await saved(page)
  expect((await editor.do('showPick', {}, { id })).headline).toBe('Typed without a session')
  await context.close()
})

test('a contributor writes, and finds nothing that publishes or looks after others', async () => {
  const { page, context, go } = await openDesk(browser, site, { email: 'ivy@lantern.example', role: 'contributor' })
  await go('/desk')
  expect(await page.getByRole('navigation', { name: 'Desk' }).getByRole('link').allTextContents()).toEqual([
    'Picks',
    'Sources',
    'Topics',
  ])
  await page.getByRole('button', { name: 'New pick' }).click()
  await page.getByRole('button', { name: 'Begin without a source' }).click()
  await page.getByLabel('Headline', { exact: true }).fill('A contributor’s draft')
  await saved(page)
  expect(await page.getByRole('button', { name: /Publish|Schedule/ }).count()).toBe(0)
  await page.getByText('An editor publishes it.').waitFor()
  await go('/desk/members')
  await page.getByRole('heading', { name: 'This isn’t part of your role' }).waitFor()
  expect(await page.getByRole('button', { name: /Give a subscription|Try again/ }).count()).toBe(0)
  await context.close()
})

test('a draft that has never gone out is deleted, after asking', async () => {
  const { page, context, go, editor } = await openDesk(browser, site, { email: 'joe@lantern.example' })
  const { id } = await editor.do('createPick', { content: { ...wholeContent, headline: 'Not worth it' } })
  await go(`/desk/picks/${id}`)
  await page.getByRole('button', { name: 'Delete this draft' }).click()
  await page.getByRole('button', { name: 'Keep it' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Delete this draft' }).click()
  await page.getByRole('button', { name: 'Delete it' }).click()
  await page.getByText('The draft is deleted.').waitFor()
  expect((await editor.ask('showPick', {}, { id })).status).toBe(404)
  await context.close()
})

test('who has no role finds no desk, and who isn’t signed in is led to where one does that', async () => {
  const visitor = await openReader(browser)
  await visitor.page.goto(`${site.origin}/desk`)
  expect(visitor.page.url()).toBe(`${site.origin}/sign-in?next=/desk`)
  await visitor.context.close()
})
