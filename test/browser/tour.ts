import type { Page } from 'playwright-core'
import { type BrowserSite, openBrowserSite, publishSamples } from '../support/browser-site.ts'
import { readOn } from './reader.ts'

/** The sites a tour goes through: one with the sample picks and an allowance of three, and one without a pick. */
export type Sites = { full: BrowserSite; empty: BrowserSite; drop: () => Promise<void> }

/** Opens both. */
export async function openTourSites(): Promise<Sites> {
  const [full, empty] = await Promise.all([openBrowserSite(), openBrowserSite()])
  await publishSamples(full)
  const drop = async () => {
    await full.drop()
    await empty.drop()
  }
  return { full, empty, drop }
}

/**
 * Goes through every page as one reader, from nothing read to the wall, and on through an empty magazine, which it breaks at the end
 * to see the page for that too. `look` is called on each, in every state it can be in. The page must be a new reader's.
 */
export async function tour(page: Page, { full, empty }: Sites, look: (name: string) => Promise<void>): Promise<void> {
  const show = async (name: string, address: string) => {
    await page.goto(address)
    await look(name)
  }
  const follow = async (name: string, kind: string) => show(name, (await linksTo(page, kind))[0] ?? '')

  await show('reading, nothing read', `${full.origin}/reading`)
  await show('front', full.origin)
  await follow('pick', '/picks/')
  await readOn(page, 2)
  await look('stream of two picks')
  await show('search, nothing asked', `${full.origin}/search`)
  await show('search, found', `${full.origin}/search?q=Velmouth`)
  await show('search, nothing found', `${full.origin}/search?q=zeppelins`)
  await show('topics', `${full.origin}/topics`)
  await follow('topic', '/topics/')
  await follow('source', '/sources/')
  await show('archive', `${full.origin}/archive`)
  await follow('archive of a month', '/archive/')
  await spendAllowance(page)
  await look('wall')
  await show('reading, something read', `${full.origin}/reading`)
  for (const name of ['about', 'sign-up', 'subscribe']) await show(name, `${full.origin}/${name}`)
  await show('nothing at this address', `${full.origin}/picks/no-such-pick`)
  await show('front of an empty magazine', empty.origin)
  await show('archive of an empty magazine', `${empty.origin}/archive`)
  await empty.database.db.schema.alterTable('topic').renameTo('lost').execute()
  await show('problem', `${empty.origin}/topics/any`)
}

/** Where the links of that kind in the page's text lead. */
async function linksTo(page: Page, kind: string): Promise<string[]> {
  const links = page.locator(`main a[href^="${kind}"]`)
  return links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href))
}

/** Opens the picks that an archive lists until one has a wall. */
async function spendAllowance(page: Page): Promise<void> {
  for (const link of await linksTo(page, '/picks/')) {
    await page.goto(link)
    if ((await page.locator('.wall').count()) > 0) return
  }
  throw new Error('There was no wall')
}
