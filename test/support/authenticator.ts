import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
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
  attestation?: { fmt: string; attStmt: Map<string, unknown> }
}

const present = 1
const verified = 4
const withCredential = 64
const es256 = -7

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

  constructor(origin: string, { counts = true, id = randomBytes(32).toString('base64url') } = {}) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { x = '', y = '' } = privateKey.export({ format: 'jwk' })
    this.#key = createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' }))
    this.#publicKey = cbor(coseKey(es256, x, y))
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
    const { fmt, attStmt } = odd.attestation ?? { fmt: 'none', attStmt: new Map<string, unknown>() }
    const attestation = new Map<string, unknown>([
      ['fmt', fmt],
      ['attStmt', attStmt],
      ['authData', new Uint8Array(authData)],
    ])
    const clientDataJSON = text(this.#clientData('webauthn.create', asked, odd))
    const response = { clientDataJSON, attestationObject: text(cbor(attestation)), transports: ['internal'] }
    return { id: odd.id ?? this.id, rawId: odd.id ?? this.id, type: 'public-key', response }
  }

  /** Uses it. */
  get(asked: Asked, odd: Oddities = {}): UsedCredentialAnswer {
    if (this.counts) this.counter += 1
    const authData = this.#data(odd.flags ?? present | verified, odd)
    const clientData = this.#clientData('webauthn.get', asked, odd)
    const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()])
    const signature = sign('sha256', signed, this.#key)
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

function coseKey(algorithm: number, x: string, y: string): Map<number, unknown> {
  const bytes = (value: string) => new Uint8Array(Buffer.from(value, 'base64url'))
  return new Map<number, unknown>([
    [1, 2],
    [3, algorithm],
    [-1, 1],
    [-2, bytes(x)],
    [-3, bytes(y)],
  ])
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
