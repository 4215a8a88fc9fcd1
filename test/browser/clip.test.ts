import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite } from '../support/browser-site.ts'
import { wholeContent } from '../support/desk.ts'
import { inside, outside, startOrigin, type TestOrigin, testEgress } from '../support/origin.ts'
import { saidOfIt, sourcePage } from '../support/source-pages.ts'
import { excerptLines, openDesk, saved, select } from './desk-editor.ts'
import { mainLines, openReader } from './reader.ts'

const first =
  'The ferryman kept no clock and was never late, because nobody knew when he was due. He crossed when there was somebody to take.'
const second = 'Then a timetable was put up at the landing. From that day on people had a reason to complain, and they used it.'
const filler =
  'The rest of it is about the weather on that river, which comes down from the hills in the afternoon and is gone by night, '
const body = `<p>${first}</p><p>${second}</p>${Array.from({ length: 6 }, (_, at) => `<p>${filler.repeat(2)} in year ${at}.</p>`).join('')}`
const page = sourcePage({ head: saidOfIt, body })

let browser: Browser
let site: BrowserSite
let source: TestOrigin
/** How far the page has come that is never answered. */
let slow: 'not asked' | 'asked' | 'left' = 'not asked'
beforeAll(async () => {
  source = await startOrigin(({ url }, reply) => {
    const send = () => reply.writeHead(200, { 'content-type': 'text/html' }).end(page)
    if (url === '/slow') {
      slow = 'asked'
      reply.on('close', () => {
        slow = 'left'
      })
    } else if (url === '/gone') reply.writeHead(404).end()
    else send()
  })
  const egress = testEgress([source.port], { 'paper.example': [outside] })
  ;[browser, site] = await Promise.all([launchBrowser(), openBrowserSite({ egress, settings: { name: 'The Lantern' } })])
})
afterAll(async () => {
  await browser.close()
  await Promise.all([site.drop(), source.stop()])
})
const address = (path: string) => `paper.example:${source.port}${path}`

test('an editor clips an article, quotes it, puts a gloss and publishes, and a visitor reads just that', async () => {
  const { page, context, go, violations, complaints } = await openDesk(browser, site, { email: 'ada@lantern.example' })
  await go('/desk')
  await page.getByRole('button', { name: 'New pick' }).click()
  // Whoever begins has only to paste: the field is gone to by itself.
  await page.locator(':focus').and(page.getByLabel('Address of the article')).waitFor()
  await page.keyboard.insertText(`http://${address('/ferry')}`)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Begin the pick' }).waitFor()
  expect(await page.getByLabel('Author').inputValue()).toBe('Ada Brook')
  await page.getByLabel('Title').fill('A River without a Timetable')
  await page.getByRole('button', { name: 'Begin the pick' }).click()
  await page.getByRole('textbox', { name: 'Text of the source' }).waitFor()
  expect(await page.getByRole('combobox', { name: 'Source' }).inputValue()).toBe('The Harbor Paper')
  expect(await page.getByLabel('Headline', { exact: true }).inputValue()).toBe('A River without a Timetable')
  await page.getByLabel('Introduction').fill('Punctuality had to be invented. Ada Brook writes:')
  await quote(page, 'The ferryman kept no clock and was never late, because nobody knew when he was due')
  await quote(page, 'Then a timetable was put up at the landing.')
  await select(page, 'Excerpt', 'ferryman')
  await page.keyboard.press('g')
  await page.getByLabel('Your words, without brackets').fill('of Merrow')
  await page.getByRole('button', { name: 'Put it in' }).click()
  const lines = [
    'The ferryman [of Merrow] kept no clock and was never late, because nobody knew when he was due. . . .',
    'Then a timetable was put up at the landing.',
  ]
  await expect.poll(() => excerptLines(page)).toEqual(lines)
  await saved(page)
  await page.getByRole('button', { name: 'Publish now' }).click()
  await page.getByText('It is published.').waitFor()
  const visitor = await openReader(browser)
  await visitor.page.goto(`${site.origin}/picks/a-river-without-a-timetable`)
  expect(await mainLines(visitor.page)).toEqual(expect.arrayContaining(lines))
  expect([violations, complaints]).toEqual([[], []])
  await Promise.all([context.close(), visitor.context.close()])
})

test('what can be no address is told what is wrong with it, stays as it was typed, and nobody asks the network', async () => {
  const { page, context, go } = await openDesk(browser, site, { email: 'wim@lantern.example' })
  let asked = 0
  page.on('request', (request) => {
    if (request.method() === 'POST') asked += 1
  })
  await go('/desk/clip')
  const field = page.getByLabel('Address of the article')
  for (const [typed, said] of [
    ['hello', '“hello” is no site’s name'],
    ['mailto:ada@paper.example', 'This is a mail address'],
    ['The Ferry, paper.example/ferry', 'There is a space in it'],
    ['/letters/ferry.html', 'This is a file on your own machine'],
  ] as const) {
    await field.fill(typed)
    await page.keyboard.press('Enter')
    await page.getByRole('alert').filter({ hasText: said }).waitFor()
    expect(await field.inputValue()).toBe(typed)
    expect(await field.evaluate((one) => one === document.activeElement)).toBe(true)
  }
  await page.getByLabel('Or its text').fill('A text.')
  await page.getByRole('button', { name: 'Take this text' }).click()
  await page.getByRole('alert').filter({ hasText: 'This is a file' }).waitFor()
  expect(asked).toBe(0)
  await field.fill(`<${address('/ferry').replace('paper', 'nowhere')}>`)
  await page.getByRole('button', { name: 'Clip', exact: true }).click()
  await page.getByText('The page can’t be reached from here.').waitFor()
  expect(asked).toBe(1)
  await context.close()
})

test('the same article clipped again leads to the pick that was made of it', async () => {
  const { page, context, go, editor } = await openDesk(browser, site, { email: 'bea@lantern.example' })
  const { capture } = await editor.do('clipSource', { kind: 'url', url: `http://${address('/ferry')}` })
  const { title, author, publication, publishedOn } = capture
  const { id } = await editor.do(
    'beginFromCapture',
    { title: 'Made before', author, publication, publishedOn },
    { id: capture.id },
  )
  expect(title).not.toBe(null)
  await go('/desk/clip')
  await page.getByLabel('Address of the article').fill(`http://${address('/ferry?utm_source=mail')}`)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Made before' }).click()
  await page.waitForURL(`**/desk/picks/${id}`)
  await context.close()
})

test('what can’t be clipped is said with what was typed left in place, and what takes long can be stopped', async () => {
  const { page, context, go } = await openDesk(browser, site, { email: 'cay@lantern.example' })
  await go('/desk/clip')
  const field = page.getByLabel('Address of the article')
  await field.fill(`http://${address('/gone')}`)
  await page.keyboard.press('Enter')
  expect(await page.getByRole('alert').innerText()).toBe('The source says that there is no such page (404).')
  expect(await field.inputValue()).toBe(`http://${address('/gone')}`)
  await field.fill(`http://${address('/slow')}`)
  await page.keyboard.press('Enter')
  await page.getByText('The page is being fetched and read.').waitFor()
  await expect.poll(() => slow).toBe('asked')
  await page.getByRole('button', { name: 'Stop' }).click()
  await field.waitFor()
  expect(await page.getByRole('alert').count()).toBe(0)
  await expect.poll(() => slow).toBe('left')
  await context.close()
})

test('a pick that was made without its source has it fetched later, and says until then that nothing is checked', async () => {
  const { page, context, go, editor } = await openDesk(browser, site, { email: 'gil@lantern.example' })
  const quoting = { kind: 'run', text: 'The ferryman kept no clock and was never late' } as const
  const paper = { name: 'The Harbor Paper', url: `http://${address('/ferry')}` }
  const { id } = await editor.do('createPick', { content: { ...wholeContent, source: paper, excerpt: [[quoting]] } })
  await go(`/desk/picks/${id}`)
  await page.getByText('Not checked against a source', { exact: false }).waitFor()
  expect(await page.getByRole('button', { name: 'Publish now' }).isEnabled()).toBe(true)
  await page.getByRole('button', { name: 'Fetch it from its address' }).click()
  await page.getByText('Every run verbatim and in order').waitFor()
  expect(await page.getByText('Not checked against a source', { exact: false }).count()).toBe(0)
  expect((await editor.do('showCapture', {}, { id })).capture?.how).toBe('fetched')
  await context.close()
})

test('a typed excerpt with one word altered is refused, and the word and the way to it are shown', async () => {
  const { page, context, go, editor } = await openDesk(browser, site, { email: 'dee@lantern.example' })
  const { capture } = await editor.do('clipSource', { kind: 'url', url: `http://${address('/ferry')}` })
  const { author, publication, publishedOn } = capture
  const { id } = await editor.do('beginFromCapture', { title: 'Altered', author, publication, publishedOn }, { id: capture.id })
  await go(`/desk/picks/${id}`)
  await page.getByLabel('Introduction').fill('One word makes the difference. Ada Brook writes:')
  await page.getByRole('textbox', { name: 'Text of the source' }).waitFor()
  await page.getByRole('button', { name: 'Type it' }).click()
  await page.getByRole('textbox', { name: 'Excerpt' }).fill('The ferryman kept no clock and was always late')
  const refusal = 'Where the source says “never”, the excerpt says “always”.'
  await page.getByText(refusal).waitFor()
  await saved(page)
  expect(await page.getByRole('button', { name: 'Publish now' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Compose' }).click()
  await page.getByRole('button', { name: 'Show the passage' }).click()
  await page
    .locator(':focus')
    .and(page.getByRole('textbox', { name: 'Excerpt' }))
    .waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByLabel('Notices').getByText(refusal).waitFor()
  expect((await editor.do('showPick', {}, { id })).state).toBe('draft')
  await context.close()
})

test('the bookmarklet sends the page as the browser shows it, and nothing is kept before the editor says so', async () => {
  const paper = await startOrigin((_, reply) => reply.writeHead(200, { 'content-type': 'text/html' }).end(page), { host: inside })
  const desk = await openDesk(browser, site, { email: 'eve@lantern.example' })
  await desk.go('/desk/clip/bookmarklet')
  const code = await desk.page.getByLabel('The bookmarklet’s address').inputValue()
  expect(await desk.page.getByRole('link', { name: 'Clip to The Lantern' }).getAttribute('href')).toBe(code)
  const before = await countCaptures()
  await desk.page.goto(`http://${inside}:${paper.port}/behind-a-wall`)
  const [window] = await Promise.all([
    desk.context.waitForEvent('page'),
    desk.page.evaluate(decodeURIComponent(code.replace('javascript:', ''))),
  ])
  await window.getByText(`Your browser says that it comes from ${inside}:${paper.port}.`, { exact: false }).waitFor()
  expect(new URL(window.url()).href).toBe(`${site.origin}/desk/clip`)
  expect(await window.evaluate(() => window.opener)).toBe(null)
  expect(await countCaptures()).toBe(before)
  await window.getByRole('button', { name: 'Clip this page' }).click()
  await window.getByRole('button', { name: 'Begin the pick' }).click()
  await window.getByRole('textbox', { name: 'Text of the source' }).waitFor()
  expect(await countCaptures()).toBe(before + 1)
  await window.getByText('Sent by bookmarklet', { exact: false }).waitFor()
  expect(desk.violations).toEqual([])
  await desk.context.close()
  await paper.stop()
})

test('a window that any other page opens keeps nothing by itself, and says that nobody vouches for what it holds', async () => {
  const desk = await openDesk(browser, site, { email: 'fay@lantern.example' })
  const before = await countCaptures()
  const forged = await pack({ url: 'https://paper.example/a', title: 'A title', html: '<p>What was never said.</p>' })
  await desk.go(`/desk/clip#${forged}`)
  await desk.page.getByText('Your browser doesn’t say that it comes from paper.example.', { exact: false }).waitFor()
  await desk.page.goto('about:blank')
  for (const hash of ['none-such', await pack({ url: 'javascript:alert(1)', title: '', html: '' }), 'too-large']) {
    await desk.go(`/desk/clip#${hash}`)
    await desk.page.getByRole('alert').waitFor()
    await desk.page.goto('about:blank')
  }
  expect(await countCaptures()).toBe(before)
  await desk.context.close()
})

async function quote(page: Page, words: string): Promise<void> {
  await select(page, 'Text of the source', words)
  await page.keyboard.press('q')
}

async function countCaptures(): Promise<number> {
  return (await site.database.db.selectFrom('capture').select('id').execute()).length
}

/** As the bookmarklet packs a page. */
async function pack(sent: { url: string; title: string; html: string }): Promise<string> {
  const zipped = new Blob([JSON.stringify(sent)]).stream().pipeThrough(new CompressionStream('gzip'))
  return Buffer.from(await new Response(zipped).arrayBuffer()).toString('base64url')
}
