import type { Browser, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite } from '../support/browser-site.ts'
import { wholeContent } from '../support/desk.ts'
import { pickText } from '../support/site.ts'
import { bringAxe, faults } from './axe.ts'
import { openDesk, saved } from './desk-editor.ts'
import { mainLines, openReader } from './reader.ts'

const canary = 'cnry6x1q'
const excerpt = [[{ kind: 'run' as const, text: `The ${canary} was at the ferry before the clocks were.` }]]

let browser: Browser
let site: BrowserSite
beforeAll(async () => {
  const picks = [
    pickText({ headline: 'A ferry without a timetable', topics: 'Ferries, Timetables' }),
    pickText({ headline: 'The last ferry of the year', topics: 'Ferries' }),
    pickText({ headline: 'An orchard under glass', topics: 'Orchards' }),
  ]
  ;[browser, site] = await Promise.all([launchBrowser(), openBrowserSite({ picks: picks.join('\n') })])
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

const introduction = (page: Page) => page.getByRole('textbox', { name: 'Introduction' })
const undo = (page: Page) => page.getByRole('button', { name: 'Undo', exact: true }).last()
const topics = (page: Page) => page.locator('.pill').allTextContents()

/** The frame of the preview once it shows this, and what its page says. */
async function previewed(page: Page, title: RegExp): Promise<{ frame: Frame; lines: string[] }> {
  const element = page.locator('dialog iframe')
  await expect.poll(() => element.getAttribute('title')).toMatch(title)
  await page.locator('.preview-room[aria-busy="false"]').waitFor()
  const frame = await (await element.elementHandle())?.contentFrame()
  if (!frame) throw new Error('There is no frame')
  const lines = (await frame.locator('main').innerText()).split('\n').filter((line) => line.trim() !== '')
  return { frame, lines }
}

test('a pick is written with both suggestions and looked at as readers: the wall on a phone, the whole of it as a subscriber, as a visitor then reads it', async () => {
  const { page, context, go, editor, violations, complaints } = await openDesk(browser, site, { email: 'ada@lantern.example' })
  const { id } = await editor.do('createPick', {
    content: { ...wholeContent, introduction: [], topics: [], author: 'Mara Ellison', excerpt },
  })
  await go(`/desk/picks/${id}`)
  await page.getByLabel('Headline', { exact: true }).fill('The ferry and its timetable')
  await introduction(page).fill('Nobody was ever late for it.')
  await page.getByRole('button', { name: 'Mara Ellison writes:' }).click()
  await expect.poll(() => introduction(page).inputValue()).toBe('Nobody was ever late for it. Mara Ellison writes:')
  await page.getByRole('button', { name: 'Mara Ellison comments:' }).click()
  await expect.poll(() => introduction(page).inputValue()).toBe('Nobody was ever late for it. Mara Ellison comments:')
  await page.getByRole('button', { name: 'File it under Ferries' }).click()
  await page.getByRole('button', { name: 'File it under Timetables' }).click()
  await expect.poll(() => topics(page)).toEqual(['Ferries', 'Timetables'])

  await page.getByRole('button', { name: 'Preview' }).click()
  const dialog = page.getByRole('dialog', { name: 'As readers see it' })
  const whole = await previewed(page, /A visitor, 3 of 3 left/)
  expect(whole.lines).toContain('You have 2 free articles left this month')
  await dialog.getByLabel('Phone').check()
  await dialog.getByLabel('Readings left before it').fill('0')
  const wall = await previewed(page, /A visitor, 0 of 3 left/)
  expect(await wall.frame.evaluate(() => [innerWidth, document.querySelectorAll('.wall').length])).toEqual([390, 1])
  expect(wall.lines.join('\n')).toContain('Nobody was ever late for it.')
  expect(await wall.frame.content()).not.toContain(canary)
  await dialog.getByLabel('Desk', { exact: true }).check()
  await dialog.getByLabel('Reader').selectOption('A subscriber')
  const paid = await previewed(page, /A subscriber$/)
  expect(await paid.frame.evaluate(() => innerWidth)).toBe(1280)
  expect(paid.lines.join('\n')).toContain(canary)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await saved(page)
  await page.getByRole('button', { name: 'Publish now' }).click()
  await page.getByText('It is published.').waitFor()

  const visitor = await openReader(browser)
  await visitor.page.goto(`${site.origin}/picks/the-ferry-and-its-timetable`)
  expect(await mainLines(visitor.page)).toEqual(whole.lines)
  expect([violations, complaints]).toEqual([[], []])
  await Promise.all([context.close(), visitor.context.close()])
})

test('in a preview nothing runs, no link leads anywhere, and Escape leads back', async () => {
  const { page, context, go, editor, asked, violations, complaints } = await openDesk(browser, site, {
    email: 'bea@lantern.example',
  })
  const { id } = await editor.do('createPick', { content: { ...wholeContent, excerpt } })
  await go(`/desk/picks/${id}`)
  await page.keyboard.press('r')
  const { frame } = await previewed(page, /A visitor/)
  asked.splice(0)
  await frame.getByRole('link', { name: 'Subscribe' }).first().click()
  await page.getByText('Links lead nowhere here. This one goes to /subscribe').waitFor()
  await frame.getByRole('link', { name: 'Topics' }).click({ modifiers: ['Control'] })
  await frame.getByRole('link', { name: /^Read more at/ }).click({ button: 'middle' })
  await frame.getByRole('searchbox').fill('ferry')
  await frame.getByRole('searchbox').press('Enter')
  expect(new URL(frame.url()).pathname).toBe(`/desk/preview/${id}`)
  expect(asked.filter((address) => !address.includes('/desk/api/'))).toEqual([])
  expect(context.pages()).toHaveLength(1)
  await frame.getByRole('link', { name: 'Archive' }).press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(violations).toEqual([])
  expect(complaints.filter((text) => !/form submission/i.test(text))).toEqual([])
  await context.close()
})

test('what an editor ends the introduction in is offered first for the next pick of that source, and no word is lost that was typed', async () => {
  const { page, context, go, editor } = await openDesk(browser, site, { email: 'cay@lantern.example' })
  const source = { name: 'The Quiet Ledger', url: null }
  const first = await editor.do('createPick', {
    content: { ...wholeContent, source, introduction: ['One.'], author: 'Tom Reed' },
  })
  await go(`/desk/picks/${first.id}`)
  await page.getByRole('button', { name: 'Tom Reed explains:' }).click()
  await saved(page)
  const next = await editor.do('createPick', {
    content: { ...wholeContent, source, introduction: ['Two. As she told us:'], author: 'Mara Ellison' },
  })
  await go(`/desk/picks/${next.id}`)
  await page.getByText('It takes the place of your “As she told us:”').waitFor()
  await page.getByRole('button', { name: 'Mara Ellison explains: Ctrl E' }).waitFor()
  await introduction(page).focus()
  await page.keyboard.press('Control+e')
  await expect.poll(() => introduction(page).inputValue()).toBe('Two. Mara Ellison explains:')
  await page.getByText('“Mara Ellison explains:” stands where “As she told us:” stood.').waitFor()
  await undo(page).click()
  await expect.poll(() => introduction(page).inputValue()).toBe('Two. As she told us:')
  await page.keyboard.press('Control+e')
  await introduction(page).fill('Two. All of it written anew:')
  await undo(page).click()
  await page.getByText('It has been changed since, so nothing was taken back.').waitFor()
  await expect.poll(() => introduction(page).inputValue()).toBe('Two. All of it written anew:')
  await context.close()
})

test('with keys alone topics are taken, taken out and taken back, and the list of keys says so', async () => {
  const { page, context, go, editor } = await openDesk(browser, site, { email: 'dee@lantern.example' })
  const content = { ...wholeContent, headline: 'A ferry to the orchard', topics: [], author: 'Mara Ellison' }
  const { id } = await editor.do('createPick', { content })
  await go(`/desk/picks/${id}`)
  await page.getByRole('button', { name: 'File it under Ferries' }).waitFor()
  await page.keyboard.press('?')
  const keys = await page.getByRole('dialog').innerText()
  for (const words of [
    'File it under Ferries',
    'See it as readers do',
    'Versions',
    'Quote selection',
    'Remove run',
    'End the introduction in',
  ])
    expect(keys).toContain(words)
  await page.keyboard.press('Escape')
  const [one] = await page.locator('.side .suggestion').allInnerTexts()
  await page.keyboard.press('1')
  await page.getByText(/^Filed under/).waitFor()
  expect(one).toContain((await topics(page))[0])
  await page.keyboard.press('z')
  await expect.poll(() => topics(page)).toEqual([])
  await page.keyboard.press('1')
  await page.getByRole('combobox', { name: 'Topics' }).focus()
  await page.keyboard.press('Backspace')
  await page.getByText(/^No longer filed under/).waitFor()
  await page.getByRole('link', { name: 'Skip to the work' }).focus()
  await page.keyboard.press('z')
  await expect.poll(() => topics(page)).toHaveLength(1)
  await context.close()
})

test('going back to a version can be taken back itself', async () => {
  const { page, context, go, editor } = await openDesk(browser, site, { email: 'gil@lantern.example' })
  const { id, revision } = await editor.do('createPick', { content: { ...wholeContent, headline: 'The earlier one' } })
  await editor.do('publishPick', { revision }, { id })
  await go(`/desk/picks/${id}`)
  const headline = page.getByLabel('Headline', { exact: true })
  await headline.fill('The later one')
  await saved(page)
  await page.getByRole('button', { name: 'Versions' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /as it went out/ }).click()
  await dialog.getByRole('button', { name: /Go back to version/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => headline.inputValue()).toBe('The earlier one')
  await undo(page).click()
  await expect.poll(() => headline.inputValue()).toBe('The later one')
  await saved(page)
  await context.close()
})

test('an address that is another pick’s is refused beside the field, and a change of address can be taken back', async () => {
  const { page, context, go, editor } = await openDesk(browser, site, { email: 'eve@lantern.example' })
  const { id } = await editor.do('createPick', { content: { ...wholeContent, headline: 'Quite another address' } })
  await go(`/desk/picks/${id}`)
  const field = page.getByLabel('Address', { exact: true })
  expect(await field.getAttribute('placeholder')).toBe('quite-another-address')
  await field.fill('an-orchard-under-glass')
  await page.getByRole('button', { name: 'Change the address' }).click()
  await page.getByRole('alert').filter({ hasText: 'This address is another pick’s' }).waitFor()
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  for (const slug of ['first-address', 'second-address']) {
    await field.fill(slug)
    await page.getByRole('button', { name: 'Change the address' }).click()
    await expect.poll(async () => (await editor.do('showPick', {}, { id })).slug).toBe(slug)
  }
  await undo(page).click()
  await expect.poll(() => field.inputValue()).toBe('first-address')
  await context.close()
})

test('everyone can use suggestions and preview: axe finds nothing and nothing sticks out, light and dark, narrow and wide', async () => {
  const { page, context, go, editor } = await openDesk(browser, site, { email: 'fay@lantern.example' })
  await bringAxe(context)
  const { id } = await editor.do('createPick', {
    content: { ...wholeContent, headline: 'A ferry', author: 'Mara Ellison', topics: [], excerpt },
  })
  await go(`/desk/picks/${id}`)
  await page.getByRole('button', { name: 'File it under Ferries' }).waitFor()
  const found: string[] = []
  const look = async (what: string) => found.push(...(await faults(page, { frames: false })).map((fault) => `${what}, ${fault}`))
  await look('writing')
  await page.getByRole('button', { name: 'Preview' }).click()
  await previewed(page, /A visitor/)
  await look('preview')
  expect(found).toEqual([])
  await context.close()
})
