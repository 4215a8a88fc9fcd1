import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Content } from '../../src/http/desk-api/contract.ts'
import { launchBrowser } from '../support/browser.ts'
import { type BrowserSite, openBrowserSite } from '../support/browser-site.ts'
import { wholeContent } from '../support/desk.ts'
import { hostileTexts } from '../support/hostile-markup.ts'
import { type AtDesk, openDesk, paste, saved } from './desk-editor.ts'

const name = '<img src=x onerror=tampered=1>'
const otherName = '"><svg onload=tampered=1>'
const mostInHeadline = 300

let browser: Browser
let site: BrowserSite
let ada: AtDesk
let bea: AtDesk
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), openBrowserSite()])
  ada = await openDesk(browser, site, { email: 'ada@lantern.example' })
  bea = await openDesk(browser, site, { email: 'bea@lantern.example', role: 'editor' })
  for (const [email, called] of [
    ['ada@lantern.example', name],
    ['bea@lantern.example', otherName],
  ] as const)
    await site.database.db.updateTable('member').set({ name: called }).where('email', '=', email).execute()
})
afterAll(async () => {
  await browser.close()
  await site.drop()
})

/** All of the texts, in every field that the desk shows. */
const content: Content = {
  headline: hostileTexts.slice(0, 8).join(' ').slice(0, mostInHeadline),
  date: null,
  introduction: [hostileTexts.slice(0, 40).join(' '), `${hostileTexts.slice(40).join(' ')} Mara Ellison writes:`],
  excerpt: hostileTexts.slice(0, 60).map((text) => [
    { kind: 'run', text: `${text.replaceAll(/[[\]]/g, '')} stood. ` },
    { kind: 'gloss', text: text.replaceAll(/[[\]]/g, '') },
  ]),
  source: { name: hostileTexts[1] ?? '', url: null },
  author: name,
  topics: hostileTexts.filter((text) => text.length <= 80 && !text.includes(',')).slice(0, 20),
  cover: null,
}

/** Nothing has run, nothing was made of the texts, nothing was refused or loaded. */
async function expectText({ page, violations, asked }: AtDesk, where: string): Promise<void> {
  expect(await page.evaluate('typeof tampered'), where).toBe('undefined')
  const found = await page.evaluate(() => {
    const hasHandler = (one: Element) => one.getAttributeNames().some((attribute) => /^on|^srcdoc$|^formaction$/.test(attribute))
    const odd =
      'img, iframe, object, embed, video, audio, base, style, script, link, meta, math, template, [href^="javascript" i]'
    const within = [...document.querySelectorAll('#desk *')]
    return within.filter((one) => one.matches(odd) || hasHandler(one)).map((one) => one.outerHTML.slice(0, 200))
  })
  expect(found, where).toEqual([])
  expect(violations, where).toEqual([])
  expect(
    asked.filter((address) => !address.startsWith(site.origin)),
    where,
  ).toEqual([])
}

test('names of people, notes and everything that is written are text on every screen of the desk, and break no policy [DK-14]', async () => {
  const { page, go, editor } = ada
  const note = hostileTexts.slice(0, 60).join('\n')
  const { id } = await editor.do('createPick', { content, note })
  const out = await editor.do('createPick', { content: { ...wholeContent, ...content, excerpt: wholeContent.excerpt } })
  await editor.do('publishPick', { revision: 1 }, { id: out.id })
  const { sources } = await editor.do('listSources', {})
  for (const path of [
    '/desk',
    '/desk?search=tampered',
    '/desk/calendar',
    '/desk/sources',
    `/desk/sources/${sources[0]?.id}`,
    '/desk/topics',
    '/desk/magazine/staff',
    '/desk/magazine/log',
    `/desk/picks/${out.id}`,
    `/desk/picks/${id}`,
  ]) {
    await go(path)
    await page.waitForLoadState('networkidle')
    await expectText(ada, path)
  }
  expect(await page.getByLabel('Note to colleagues').inputValue()).toBe(note)
  await page.getByText(name, { exact: true }).first().waitFor()
  await paste(page, hostileTexts.join('\n\n'))
  await expectText(ada, 'a source')
  await page.getByRole('button', { name: 'Type it' }).click()
  await expectText(ada, 'the excerpt, typed')
  await page.keyboard.press('Escape')
})

test('who else is here, what they have saved meanwhile, and every version, are text as well [DK-14]', async () => {
  const { id } = await ada.editor.do('createPick', { content, note: name })
  await ada.go(`/desk/picks/${id}`)
  await bea.go(`/desk/picks/${id}`)
  await bea.page.getByText(`${name} has this pick open too`).waitFor()
  await expectText(bea, 'presence')
  await ada.page.getByLabel('Headline', { exact: true }).fill(`${otherName} ${hostileTexts[3]}`)
  await saved(ada.page)
  await bea.page.getByLabel('Note to colleagues').fill(hostileTexts.slice(0, 40).join('\n'))
  await bea.page.getByRole('dialog', { name: `${name} has saved this pick meanwhile` }).waitFor()
  await expectText(bea, 'a conflict')
  await bea.page.getByRole('button', { name: 'Save what I chose' }).click()
  await saved(bea.page)
  await expectText(bea, 'a notice')
  await bea.page.getByRole('button', { name: 'Versions', exact: true }).click()
  await bea.page.getByRole('dialog').getByRole('button', { expanded: false }).first().click()
  await bea.page.getByRole('dialog').locator('.differences').first().waitFor()
  await expectText(bea, 'versions')
  await bea.page.keyboard.press('Escape')
  await bea.page.getByRole('button', { name: 'Menu' }).click()
  await bea.page.getByRole('button', { name: /^Keys/ }).click()
  await expectText(bea, 'the list of keys, with an author and topics in it')
  expect([ada.complaints, bea.complaints].flat().filter((text) => !/status of 409/.test(text))).toEqual([])
})
