import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { SignedMessage } from '../../src/domain/crawler-claim.ts'

/** A robot's pair of keys; `x` is the public one as the setting names it, `keyid` its JWK thumbprint. */
export type RobotKey = { privateKey: KeyObject; x: string; keyid: string }

export function makeRobotKey(): RobotKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const { x = '' } = publicKey.export({ format: 'jwk' })
  const keyid = createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url')
  return { privateKey, x, keyid }
}

export type Signing = {
  key: RobotKey
  /** What is covered: the component as it is written, and the value the signer saw. */
  covered: Record<string, string> | [component: string, value: string][]
  created: number
  expires: number
  /** Parameters that differ from those of a good signature; null leaves one out. */
  parameters?: Record<string, string | null>
  label?: string
}

/** The two headers of a signature, made from nothing of the product's. */
export function signed({ key, covered, created, expires, parameters = {}, label = 'sig1' }: Signing): {
  input: string
  signature: string
} {
  const all = {
    created: `${created}`,
    keyid: `"${key.keyid}"`,
    alg: '"ed25519"',
    expires: `${expires}`,
    tag: '"web-bot-auth"',
    ...parameters,
  }
  const written = Object.entries(all).map(([name, value]) => (value === null ? '' : `;${name}=${value}`))
  const pairs = Array.isArray(covered) ? covered : Object.entries(covered)
  const params = `(${pairs.map(([component]) => component).join(' ')})${written.join('')}`
  const lines = pairs.map(([component, value]) => `${component}: ${value}\n`)
  const bytes = sign(null, Buffer.from(`${lines.join('')}"@signature-params": ${params}`, 'latin1'), key.privateKey)
  return { input: `${label}=${params}`, signature: `${label}=:${bytes.toString('base64')}:` }
}

/** A request without any signature. */
export const unsigned: SignedMessage = {
  method: 'GET',
  target: '/picks/gated-1',
  signatureInput: null,
  signature: null,
  signatureAgent: null,
}
