import { expect } from 'vitest'
import type { Role } from '../../src/domain/role.ts'
import { addStaff } from '../../src/flows/change-staff.ts'
import type { Content, DeskPick } from '../../src/http/desk-api/contract.ts'
import { type Answered, type DeskRouteName, deskRoutes, type Sent } from '../../src/http/desk-api/desk-routes.ts'
import type { DeskRoute } from '../../src/http/desk-api/route-row.ts'
import { secrets } from './secrets.ts'
import { signIn } from './sign-in.ts'
import type { TestBrowser, TestSite } from './site.ts'

/** What the desk's API said. `body` is the answer where the status is 200, and the refusal otherwise. */
export type Said<Name extends DeskRouteName> =
  | { status: 200; body: Answered<Name> }
  | { status: 400 | 401 | 403 | 404 | 409 | 422 | 429; body: Refused }

type Refused = {
  problem: { code: string; message: string; fields?: { field: string; message: string }[]; goTo?: string }
  present?: DeskPick
}

/** Somebody at the desk, in a browser of their own. */
export type Editor = {
  browser: TestBrowser
  /** Asks, whatever comes of it. What comes back is checked against the contract. */
  ask: <Name extends DeskRouteName>(name: Name, sent: Sent<Name>, parts?: Parts) => Promise<Said<Name>>
  /** Asks for what must be done. */
  do: <Name extends DeskRouteName>(name: Name, sent: Sent<Name>, parts?: Parts) => Promise<Answered<Name>>
}
type Parts = { id?: number; number?: number }

/** A draft that lacks nothing. */
export const wholeContent: Content = {
  headline: 'The Ford Nobody Drew',
  date: null,
  introduction: ['Ten summers at the ford have persuaded one reader. Mara Ellison writes:'],
  excerpt: [[{ kind: 'run', text: 'The ford was not there. ' }, { kind: 'elision' }, { kind: 'run', text: ' Nobody noticed.' }]],
  source: { name: 'The Blank Atlas', url: 'https://blankatlas.example/9' },
  author: null,
  topics: ['Maps', 'Rivers'],
  cover: null,
}

/** Gives somebody a role and signs them in. Each needs an address of their own. */
export async function openEditor(site: TestSite, email: string, role: Role | null): Promise<Editor> {
  const { db } = site.database
  if (role !== null) await addStaff({ db, now: site.clock.now, hash: secrets.hash, by: 'console' }, { email, role })
  const browser = site.browser()
  await signIn(site, browser, email)
  // As somebody who is asked for a second proof and says: not now.
  if (role !== null) await browser.post('/desk/enter/later')
  return editorIn(browser)
}

/** Whoever is signed in in this browser. */
export function editorIn(browser: TestBrowser): Editor {
  const ask: Editor['ask'] = async (name, sent, parts = {}) => {
    const response = await send(browser, name, sent, parts)
    expect(response.headers.get('cache-control'), name).toBe('private, no-store')
    const body: unknown = await response.json()
    if (response.status !== 200) return { status: response.status, body } as Said<typeof name>
    return { status: 200, body: deskRoutes[name].answer.parse(body) } as Said<typeof name>
  }
  return {
    browser,
    ask,
    do: async (name, sent, parts) => {
      const said = await ask(name, sent, parts)
      expect(said, name).toMatchObject({ status: 200 })
      return said.body as Answered<typeof name>
    },
  }
}

/** One request as the page makes it. */
function send<Name extends DeskRouteName>(
  browser: TestBrowser,
  name: Name,
  sent: Sent<Name>,
  parts: Parts = {},
): Promise<Response> {
  const { method, path }: DeskRoute = deskRoutes[name]
  const address = path.replace(/:(id|number)/g, (_, part: keyof Parts) => String(parts[part] ?? 1))
  const pairs = Object.entries(sent as object).map(([key, value]) => [key, String(value)])
  if (method === 'get') return browser.get(pairs.length === 0 ? address : `${address}?${new URLSearchParams(pairs)}`)
  const isFile = sent instanceof File
  const headers = { 'content-type': isFile ? 'application/octet-stream' : 'application/json', 'sec-fetch-site': 'same-origin' }
  return browser.get(address, { method: 'POST', headers, body: isFile ? sent : JSON.stringify(sent) })
}
