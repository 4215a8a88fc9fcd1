import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite } from '../support/browser-site.ts'
import { type Editor, openEditor, wholeContent } from '../support/desk.ts'
import { type AtDesk, openDesk, saved } from './desk-editor.ts'

let browser: Browser
let site: BrowserSite
/** Who looks after the topics while others write. */
let owner: Editor
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), openBrowserSite({ settings: { name: 'The Lantern' } })])
  owner = await openEditor(site, 'owner@lantern.example', 'owner')
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

let desk: AtDesk
let id = 0
let round = 0
beforeEach(async () => {
  round += 1
  desk = await openDesk(browser, site, { email: `ed${round}@lantern.example`, role: 'editor' })
  const topics = [`Maps ${round}`, 'Rivers']
  const draft = await desk.editor.do('createPick', { content: { ...wholeContent, headline: `The ford, ${round}`, topics } })
  id = (await desk.editor.do('publishPick', { revision: draft.revision }, { id: draft.id })).id
  await desk.go(`/desk/picks/${id}`)
  await headline().waitFor()
  return () => desk.context.close()
})
const headline = () => desk.page.getByLabel('Headline', { exact: true })
const pills = () => desk.page.locator('.pill').allTextContents()
const rename = async () => {
  const { topics } = await owner.do('listTopics', {})
  const topic = topics.find(({ name }) => name === `Maps ${round}`)
  await owner.do('renameTopic', { name: `Charts ${round}` }, { id: topic?.id ?? 0 })
}
const standing = async () => {
  const { topics, headline, savedBy } = await owner.do('showPick', {}, { id })
  return { topics, headline, by: savedBy.name }
}
const dialogs = () => desk.page.getByRole('dialog').count()

test('a topic’s new name finds whoever is writing without a conflict: what they type is saved, and filed under it', async () => {
  await headline().fill('Typed before')
  await saved(desk.page)
  await rename()
  await headline().fill('Typed after')
  await expect.poll(standing, { timeout: 10_000 }).toEqual({
    topics: [`Charts ${round}`, 'Rivers'],
    headline: 'Typed after',
    by: `ed${round}@lantern.example`,
  })
  await saved(desk.page)
  expect([await pills(), await headline().inputValue(), await dialogs()]).toEqual([
    [`Charts ${round}`, 'Rivers'],
    'Typed after',
    0,
  ])
  await desk.page.getByRole('button', { name: 'Publish the changes' }).click()
  await desk.page.getByText('It is published.').waitFor()
  const { topics } = await owner.do('listTopics', {})
  expect(topics.map(({ name }) => name)).not.toContain(`Maps ${round}`)
})

test('and what they have just filed otherwise themselves stays so', async () => {
  await desk.context.route('**/draft', (route) => route.abort())
  await desk.page.getByRole('combobox', { name: 'Topics' }).press('Backspace')
  await desk.page.getByText(/^Not saved\./).waitFor()
  await rename()
  await desk.context.unroute('**/draft')
  await headline().fill('Filed otherwise')
  await expect.poll(standing, { timeout: 10_000 }).toMatchObject({ topics: [`Charts ${round}`], headline: 'Filed otherwise' })
  expect(await dialogs()).toBe(0)
})

test('nor is it in the way of publishing what was saved before', async () => {
  await headline().fill('Saved before')
  await saved(desk.page)
  await rename()
  await desk.page.getByRole('button', { name: 'Publish the changes' }).click()
  await desk.page.getByText('It is published.').waitFor()
  expect(await standing()).toMatchObject({ topics: [`Charts ${round}`, 'Rivers'], headline: 'Saved before' })
  await expect.poll(pills).toEqual([`Charts ${round}`, 'Rivers'])
})

test('what waited in the browser meanwhile is saved under it when the pick is opened again', async () => {
  const { context, page } = desk
  await context.route('**/draft', (route) => route.abort())
  await headline().fill('Typed into the void')
  await page.getByText(/^Not saved\./).waitFor()
  await page.close({ runBeforeUnload: false })
  await rename()
  await context.unroute('**/draft')
  desk = { ...desk, page: await context.newPage() }
  await desk.page.goto(`${site.origin}/desk/picks/${id}`)
  await desk.page.getByText('What you had typed here and wasn’t saved is back.').waitFor()
  await expect
    .poll(standing, { timeout: 10_000 })
    .toMatchObject({ topics: [`Charts ${round}`, 'Rivers'], headline: 'Typed into the void' })
  expect(await dialogs()).toBe(0)
})

test('but whoever else files the pick otherwise, and saves it so, is told of as ever', async () => {
  const { content, revision } = await owner.do('showPick', {}, { id })
  site.clock.now = new Date(site.clock.now.getTime() + 1_000)
  await owner.do('savePick', { revision, content: { ...content, topics: ['Fords'] }, note: '' }, { id })
  await headline().fill('Typed after')
  await desk.page.getByRole('dialog').getByRole('group', { name: 'Topics' }).waitFor()
  expect((await standing()).headline).toBe(`The ford, ${round}`)
})
