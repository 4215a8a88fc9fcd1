import { createHash, createPublicKey, verify } from 'node:crypto'
import type { SignedMessage } from '../../domain/crawler-claim.ts'
import { type Member, parseDictionary } from '../../kit/structured-fields.ts'

/** Against what a signature is held. `keys` are public Ed25519 keys, 32 bytes as base64url each; `origin` is the site's own. */
export type Expected = { keys: readonly string[]; origin: string; now: Date }

const longestHeader = 2_048
const clockSkewSeconds = 60
const longestLifeSeconds = 86_400
// A proxy on the way may have signed as well; each further one costs a verification.
const signaturesTried = 3

/**
 * Whether a message carries a signature by one of the keys, made for this site and in force now: RFC 9421 with the tag
 * `web-bot-auth`. The same signature counts again until it expires, so it may hold for a day at most. Never throws.
 */
export function isSignedBy({ keys, origin, now }: Expected, message: SignedMessage): boolean {
  const inputs = readHeader(message.signatureInput)
  const signatures = readHeader(message.signature)
  if (!inputs || !signatures) return false
  const claims = [...inputs].filter(([, { parameters }]) => parameters.get('tag') === '"web-bot-auth"')
  return claims.slice(0, signaturesTried).some(([label, input]) => {
    const signature = readSignature(signatures.get(label))
    if (!signature || !input.items?.includes('"@authority"') || !isInForce(input.parameters, now)) return false
    const key = keys.find((one) => `"${thumbprintOf(one)}"` === input.parameters.get('keyid'))
    const base = signatureBase(input, (component) => findComponent(component, message, origin))
    return key !== undefined && base !== null && isVerified(key, base, signature)
  })
}

/** What is signed: each component the member covers with its value, and the member itself. Null when one of them has no value here. */
export function signatureBase({ items, text }: Member, findValue: (component: string) => string | null): string | null {
  if (!items || new Set(items).size < items.length) return null
  const lines: string[] = []
  for (const item of items) {
    const value = findValue(item)
    if (value === null || !/^[ -~]*$/.test(value)) return null
    lines.push(`${item}: ${value}`)
  }
  return [...lines, `"@signature-params": ${text}`].join('\n')
}

/** The name a public key goes by: its JWK thumbprint (RFC 7638), SHA-256 as base64url. */
export function thumbprintOf(key: string): string {
  return createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${key}"}`).digest('base64url')
}

function readHeader(value: string | null): Map<string, Member> | null {
  return value === null || value.length > longestHeader ? null : parseDictionary(value)
}

function readSignature(member: Member | undefined): Buffer | null {
  const [, base64] = /^:([\w+/]{86}==):$/.exec(member?.text ?? '') ?? []
  if (base64 === undefined) return null
  const bytes = Buffer.from(base64, 'base64')
  // One signature, one text: the bits left over in the last letter have to be zero.
  return bytes.toString('base64') === base64 ? bytes : null
}

function isInForce(parameters: Member['parameters'], now: Date): boolean {
  const [created, expires] = [secondsOf(parameters.get('created')), secondsOf(parameters.get('expires'))]
  const algorithm = parameters.get('alg')
  if (created === null || expires === null || (algorithm !== undefined && algorithm !== '"ed25519"')) return false
  const seconds = now.getTime() / 1_000
  return (
    created <= seconds + clockSkewSeconds && seconds <= expires && expires >= created && expires - created <= longestLifeSeconds
  )
}

function secondsOf(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null
}

/** The value of a component that may be covered. The authority is the configured one: the Host header was written by the sender. */
function findComponent(component: string, { method, target, signatureAgent }: SignedMessage, origin: string): string | null {
  switch (component) {
    case '"@authority"':
      return origin.slice(origin.indexOf('//') + 2)
    case '"@method"':
      return method
    case '"@path"':
      return target.replace(/\?.*$/s, '') || '/'
    case '"@target-uri"':
      return `${origin}${target}`
    case '"signature-agent"':
      return signatureAgent
    default:
      return null
  }
}

function isVerified(key: string, base: string, signature: Buffer): boolean {
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: key } })
  return verify(null, Buffer.from(base, 'latin1'), publicKey, signature)
}
