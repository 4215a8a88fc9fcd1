import { createHmac, randomBytes } from 'node:crypto'
import { createVisitorTokens, visitorCookieName } from '../src/kit/visitor-token.ts'

/** The key that every measured magazine signs with, so that one cookie is good for all of them. */
export const signingKey = { id: 'bench', secret: 'not-a-secret' }

const mac = (message: string) => createHmac('sha256', signingKey.secret).update(message).digest('base64url')
const keys = [{ id: signingKey.id, signsFrom: new Date(0), mac }]
const tokens = createVisitorTokens({
  keys: () => keys,
  randomId: () => randomBytes(16).toString('base64url'),
})

/** The Cookie headers of so many returning visitors whom no ledger knows yet. */
export function newCookies(count: number): string[] {
  const now = new Date()
  return Array.from({ length: count }, () => `${visitorCookieName}=${tokens.issue({ id: tokens.newId(), first: null }, now)}`)
}
