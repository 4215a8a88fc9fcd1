import { createHmac, hash, randomBytes } from 'node:crypto'
import { createSecrets } from '../kit/secret-token.ts'

/** Makes tokens and codes, and hashes them. */
export const secrets = createSecrets({ randomBytes, toText, hash: sha256 })

/** The SHA-256 of a text, as base64url. */
export function sha256(text: string): string {
  return hash('sha256', text, 'base64url')
}

/** The HMAC-SHA-256 of a text, as base64url. */
export function keyedHash(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url')
}

/** The first 48 bits of a keyed hash, as a number from 0 up to 1. */
export function spreadBy(key: string): (text: string) => number {
  return (text) => createHmac('sha256', key).update(text).digest().readUIntBE(0, 6) / 2 ** 48
}

/** So many random bytes, as base64url. */
export function randomText(bytes: number): string {
  return randomBytes(bytes).toString('base64url')
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
