import { hash, randomBytes } from 'node:crypto'
import { createSecrets } from '../../src/kit/secret-token.ts'

/** Secrets as the program makes them. */
export const secrets = createSecrets({
  randomBytes,
  toText: (bytes) => Buffer.from(bytes).toString('base64url'),
  hash: (text) => hash('sha256', text, 'base64url'),
})
