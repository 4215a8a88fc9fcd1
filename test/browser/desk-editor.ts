import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Role } from '../../src/domain/role.ts'
import type { BrowserSite } from '../support/browser-site.ts'
import { type Editor, openEditor } from '../support/desk.ts'
import { openReader, type Reader } from './reader.ts'

/** The article that the desk's tests quote from. */
export const article = [
  'The town of Merrow kept its clocks by the ferry, and the ferry kept no time at all. On a still morning it crossed in eleven minutes; in a wind it crossed when it could. Nobody complained, for everybody was late together.',
  'Then the railway came and brought a clock of its own. It hung above the platform and was right, which the town took for an insult.',
  'For six years there were two noons in Merrow. The baker sold by one, and the bank closed by the other.',
].join('\n\n')

/** Somebody of the staff at a browser, signed in, who can also ask the API by themselves. */
export type AtDesk = Reader & { editor: Editor; go: (path: string) => Promise<void> }

/** Gives somebody a role and opens the desk for them. Each needs an address of their own. */
export async function openDesk(
  browser: Browser,
  site: BrowserSite,
  { email, role = 'owner', ...options }: { email: string; role?: Role } & BrowserContextOptions,
): Promise<AtDesk> {
  const editor = await openEditor(site, email, role)
  const reader = await openReader(browser, options)
  // Browsers take the magazine's cookies from a secure place only, which this machine counts as.
  const url = `${site.origin.replace('http:', 'https:')}/`
  const cookies = (editor.browser.cookie ?? '').split('; ').map((pair) => {
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url }
  })
  await reader.context.addCookies(cookies)
  const go = async (path: string) => {
    await reader.page.goto(site.origin + path)
    await reader.page.locator('h1').first().waitFor()
  }
  return { ...reader, editor, go }
}

/** Gives the open pick the article to quote from. */
export async function paste(page: Page, text = article): Promise<void> {
  await page.getByLabel('Text of the article').fill(text)
  await page.getByRole('button', { name: 'Quote from this text' }).click()
  await page.getByRole('textbox', { name: 'Text of the source' }).waitFor()
}

/** Selects the first place where these words stand together in one of the two texts, as a mouse would. */
export async function select(page: Page, where: 'Text of the source' | 'Excerpt', words: string): Promise<void> {
  await page.getByRole('textbox', { name: where, exact: true }).evaluate((text, wanted) => {
    const spans = [...text.querySelectorAll<HTMLElement>('[data-at]')]
    const found = spans.find((span) => span.textContent?.includes(wanted))
    const node = found?.firstChild
    const at = found?.textContent?.indexOf(wanted) ?? -1
    if (!node || at < 0) throw new Error(`“${wanted}” doesn’t stand there in one piece`)
    ;(text as HTMLElement).focus()
    getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length)
  }, words)
}

/** What the excerpt reads as, a paragraph a line. */
export async function excerptLines(page: Page): Promise<string[]> {
  return page.getByRole('textbox', { name: 'Excerpt', exact: true }).locator('p').allTextContents()
}

/** Waits until all that was typed is saved. */
export async function saved(page: Page): Promise<void> {
  await page.getByText(/^Saved \d/).waitFor()
}
