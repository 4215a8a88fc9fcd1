import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import type { NewCredentialAnswer, UsedCredentialAnswer } from '../../src/services/passkeys/web-authn.ts'

/** What a browser is asked; as much of it as an authenticator looks at. */
export type Asked = { challenge: string; user?: { id: string } }

/** What isn't as it should be with an answer. `flags` are those of the authenticator data: 1 present, 4 verified, 8 and 16 backed up. */
export type Oddities = {
  origin?: string
  site?: string
  challenge?: string
  type?: string
  flags?: number
  counter?: number
  crossOrigin?: boolean
  userHandle?: string | null
  /** The credential it claims to be. */
  id?: string
  /** Changes the signature, or the name of the algorithm. */
  isTampered?: boolean
  algorithm?: number
  /** What it says about itself; `signed` is what such a statement is signed over, and `key` the passkey's own. */
  attestation?: (signed: Buffer, key: KeyObject) => { fmt: string; attStmt: Map<string, unknown> }
}

const present = 1
const verified = 4
const withCredential = 64
const keyKinds = {
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  EdDSA: () => generateKeyPairSync('ed25519'),
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
}

export type KeyKind = keyof typeof keyKinds

export type AuthenticatorOptions = { counts?: boolean; id?: string; kind?: KeyKind }

/** An authenticator in software with one passkey, as a test needs it: it makes what it is asked for, or something that isn't quite right. */
export class Authenticator {
  readonly #key: KeyObject
  readonly #publicKey: Buffer
  readonly id: string
  readonly origin: string
  #userHandle = ''
  /** Goes up with every use; 0 for good where it doesn't count, as synced passkeys don't. */
  counter = 0
  readonly counts: boolean

  constructor(origin: string, { counts = true, id = randomId(), kind = 'ES256' }: AuthenticatorOptions = {}) {
    const { privateKey } = keyKinds[kind]()
    this.#key = privateKey
    this.#publicKey = cbor(coseKey(kind, privateKey))
    this.id = id
    this.origin = origin
    this.counts = counts
  }

  /** Makes the passkey. */
  create(asked: Asked, odd: Oddities = {}): NewCredentialAnswer {
    this.#userHandle = asked.user?.id ?? ''
    const key = odd.algorithm === undefined ? this.#publicKey : withAlgorithm(this.#publicKey, odd.algorithm)
    const id = Buffer.from(this.id, 'base64url')
    const length = Buffer.from([id.length >> 8, id.length & 255])
    const flags = (odd.flags ?? present | verified) | withCredential
    const authData = Buffer.concat([this.#data(flags, odd), Buffer.alloc(16), length, id, key])
    const clientData = this.#clientData('webauthn.create', asked, odd)
    const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()])
    const { fmt, attStmt } = odd.attestation?.(signed, this.#key) ?? { fmt: 'none', attStmt: new Map<string, unknown>() }
    const attestation = new Map<string, unknown>([
      ['fmt', fmt],
      ['attStmt', attStmt],
      ['authData', new Uint8Array(authData)],
    ])
    const response = { clientDataJSON: text(clientData), attestationObject: text(cbor(attestation)), transports: ['internal'] }
    return { id: odd.id ?? this.id, rawId: odd.id ?? this.id, type: 'public-key', response }
  }

  /** Uses it. */
  get(asked: Asked, odd: Oddities = {}): UsedCredentialAnswer {
    if (this.counts) this.counter += 1
    const authData = this.#data(odd.flags ?? present | verified, odd)
    const clientData = this.#clientData('webauthn.get', asked, odd)
    const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()])
    const signature = sign(this.#key.asymmetricKeyType === 'ed25519' ? null : 'sha256', signed, this.#key)
    if (odd.isTampered) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1
    const handle = odd.userHandle === undefined ? this.#userHandle : odd.userHandle
    return {
      id: odd.id ?? this.id,
      rawId: odd.id ?? this.id,
      type: 'public-key',
      response: {
        clientDataJSON: text(clientData),
        authenticatorData: text(authData),
        signature: text(signature),
        ...(handle === null ? {} : { userHandle: handle }),
      },
    }
  }

  #data(flags: number, { site, counter }: Oddities): Buffer {
    const hash = createHash('sha256')
      .update(site ?? new URL(this.origin).hostname)
      .digest()
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter ?? this.counter)
    return Buffer.concat([hash, Buffer.from([flags]), count])
  }

  #clientData(type: string, asked: Asked, odd: Oddities): Buffer {
    const { origin = this.origin, challenge = asked.challenge, crossOrigin = false } = odd
    return Buffer.from(JSON.stringify({ type: odd.type ?? type, challenge, origin, crossOrigin }))
  }
}

/** RFC 9052 §7, RFC 8230 §4: 1 is the type, 3 the algorithm, the rest is the key. */
function coseKey(kind: KeyKind, key: KeyObject): Map<number, unknown> {
  const jwk = key.export({ format: 'jwk' })
  const bytes = (value = '') => new Uint8Array(Buffer.from(value, 'base64url'))
  const entries: Record<KeyKind, [number, unknown][]> = {
    ES256: [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytes(jwk.x)],
      [-3, bytes(jwk.y)],
    ],
    EdDSA: [
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, bytes(jwk.x)],
    ],
    RS256: [
      [1, 3],
      [3, -257],
      [-1, bytes(jwk.n)],
      [-2, bytes(jwk.e)],
    ],
  }
  return new Map(entries[kind])
}

function randomId(): string {
  return randomBytes(32).toString('base64url')
}

function withAlgorithm(key: Buffer, algorithm: number): Buffer {
  const decoded = isoCBOR.decodeFirst<Map<number, unknown>>(new Uint8Array(key))
  return cbor(decoded.set(3, algorithm))
}

function cbor(value: unknown): Buffer {
  return Buffer.from(isoCBOR.encode(value as Parameters<typeof isoCBOR.encode>[0]))
}

function text(bytes: Buffer): string {
  return bytes.toString('base64url')
}
