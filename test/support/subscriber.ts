import { saveGrant } from '../../src/data/access-grants.ts'
import type { Opens } from '../../src/domain/subscription.ts'
import { signIn } from './sign-in.ts'
import type { TestBrowser, TestSite } from './site.ts'

/** A member who is signed in and whose subscription opens this, from now on and until that moment. */
export async function subscriber(
  site: TestSite,
  email: string,
  { opens = 'everything', until = null }: { opens?: Opens; until?: Date | null } = {},
): Promise<TestBrowser> {
  const browser = site.browser()
  await signIn(site, browser, email)
  await subscribe(site, email, { opens, until })
  return browser
}

/** Gives a member what a subscription would, or changes until when. */
export async function subscribe(
  site: TestSite,
  email: string,
  { opens = 'everything', until = null }: { opens?: Opens; until?: Date | null } = {},
): Promise<void> {
  const { db } = site.database
  const { id } = await db.selectFrom('member').select('id').where('email', '=', email).executeTakeFirstOrThrow()
  const window = { from: new Date(site.clock.now.getTime() - 1), until }
  await db.transaction().execute((trx) => saveGrant(trx, { memberId: id, source: 'subscription:1', opens, window }))
}

/** Gives a pick, and gives the link's path as it is shown. */
export async function give(browser: TestBrowser, slug: string, fields: Record<string, string> = {}): Promise<string> {
  const page = await (await browser.post('/gifts/new', { pick: slug, ...fields })).text()
  return linkIn(page)
}

/** The path of the link that a page shows. */
export function linkIn(page: string): string {
  const [link] = /\/gifts\/[\w-]{43}(?=")/.exec(page) ?? []
  if (link === undefined) throw new Error('The page shows no link')
  return link
}

/** Opens a link as a browser does that follows where it leads, and gives the pick's page. */
export async function follow(browser: TestBrowser, link: string): Promise<string> {
  const sent = await browser.get(link)
  return browser.text(sent.headers.get('location') ?? '')
}
