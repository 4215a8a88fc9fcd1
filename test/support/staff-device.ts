import { type Asked, Authenticator } from './authenticator.ts'
import type { TestBrowser } from './site.ts'

type Told = { publicKey?: Asked; goTo?: string; problem?: string }

/** What the script for passkeys is told. */
export async function passkeyAnswer(browser: TestBrowser, path: string, body: unknown = {}): Promise<Told & { status: number }> {
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  const response = await browser.get(path, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: response.status, ...((await response.json()) as Told) }
}

/** Adds a passkey in this browser, and says where it leads. Throws when none may be added. */
export async function addDevice(
  browser: TestBrowser,
  origin: string,
): Promise<{ device: Authenticator; goTo: string | undefined }> {
  const device = new Authenticator(origin)
  const { publicKey, goTo } = await passkeyAnswer(browser, '/passkeys/options/add')
  if (!publicKey) throw new Error(`Nothing was asked; it leads to ${goTo}`)
  const added = await passkeyAnswer(browser, '/passkeys/add', { credential: device.create(publicKey) })
  if (added.status !== 200) throw new Error(added.problem ?? added.goTo ?? String(added.status))
  return { device, goTo: added.goTo }
}

/** Signs in with a passkey in this browser, and says where it leads. */
export async function enterWith(device: Authenticator, browser: TestBrowser, next?: string): Promise<string | undefined> {
  const { publicKey } = await passkeyAnswer(browser, '/passkeys/options/sign-in')
  if (!publicKey) throw new Error('Nothing was asked')
  const body = { credential: device.get(publicKey), ...(next === undefined ? {} : { next }) }
  return (await passkeyAnswer(browser, '/passkeys/sign-in', body)).goTo
}
