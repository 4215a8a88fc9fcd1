import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'

/** What a browser sends when it has made a passkey. Binary values are base64url, here and in the answer below. */
export type NewCredentialAnswer = {
  id: string
  rawId: string
  type: 'public-key'
  response: { clientDataJSON: string; attestationObject: string; transports?: string[] | undefined }
}

/** What a browser sends when it has used one. */
export type UsedCredentialAnswer = {
  id: string
  rawId: string
  type: 'public-key'
  response: { clientDataJSON: string; authenticatorData: string; signature: string; userHandle?: string | undefined }
}

/** A passkey that was made as it was asked for. */
export type CheckedCredential = { credentialId: string; publicKey: string; counter: number; isBackedUp: boolean }

/** Whom a passkey is made for. `handle` is base64url and is all of this that comes back when the passkey is used. */
export type PasskeyUser = { handle: string; name: string; displayName: string }

/** Passkeys of one site. Whether an answer is good depends on the site's public address alone, never on what a request says. */
export type WebAuthn = {
  /** The host passkeys are made for. */
  site: string
  /** What the browser is asked, to make a passkey; `known` are those its member has. */
  askForNew: (
    challenge: string,
    asked: { user: PasskeyUser; magazine: string; known: readonly { id: string; transports: string[] }[] },
  ) => object
  /** What the browser is asked, to use any passkey it has for this site. It names none, so it is the same for everybody. */
  askForAny: (challenge: string) => object
  /** The challenge that an answer says it answers; null where it says nothing that can be read. */
  challengeOf: (answer: { response: { clientDataJSON: string } }) => string | null
  /** The new passkey; null where anything about it isn't as it was asked for. */
  checkNew: (answer: NewCredentialAnswer, challenge: string) => Promise<CheckedCredential | null>
  /** What the passkey's counter stands at now; null where the answer wasn't signed with this key, by a person who was verified, for this challenge and site. */
  checkUsed: (
    answer: UsedCredentialAnswer,
    challenge: string,
    known: { publicKey: string; counter: number },
  ) => Promise<{ counter: number; isBackedUp: boolean } | null>
}

const minutes = 5
// EdDSA, ES256 and RS256, as COSE numbers them.
const algorithms = [-8, -7, -257]
// Most members never use a passkey, and this takes a third of a second and 27 MB.
const library = () => import('@simplewebauthn/server')

/** Passkeys for the site with this public address and host. */
export function createWebAuthn({ origin, site }: { origin: string; site: string }): WebAuthn {
  const expected = (challenge: string) => ({
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: site,
    requireUserVerification: true,
  })
  return {
    site,
    askForNew: (challenge, { user, magazine, known }) =>
      ({
        challenge,
        rp: { id: site, name: magazine },
        user: { id: user.handle, name: user.name, displayName: user.displayName },
        pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
        timeout: minutes * 60_000,
        excludeCredentials: known.map(({ id, transports }) => ({ type: 'public-key', id, transports })),
        authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
        attestation: 'none',
      }) satisfies PublicKeyCredentialCreationOptionsJSON,
    askForAny: (challenge) =>
      ({
        challenge,
        rpId: site,
        timeout: minutes * 60_000,
        userVerification: 'required',
      }) satisfies PublicKeyCredentialRequestOptionsJSON,
    challengeOf: ({ response }) => clientDataOf(response.clientDataJSON)?.challenge ?? null,
    checkNew: (answer, challenge) => checkNew(answer, expected(challenge)),
    checkUsed: (answer, challenge, known) => checkUsed(answer, expected(challenge), known),
  }
}

type Expected = {
  expectedChallenge: string
  expectedOrigin: string
  expectedRPID: string
  requireUserVerification: boolean
}

async function checkNew(answer: NewCredentialAnswer, expected: Expected): Promise<CheckedCredential | null> {
  const { verifyRegistrationResponse } = await library()
  if (isEmbedded(answer) || (await hasCertificates(answer))) return null
  return orNull(async () => {
    const response = { ...answer, clientExtensionResults: {} } as RegistrationResponseJSON
    const checked = await verifyRegistrationResponse({ response, ...expected, supportedAlgorithmIDs: algorithms })
    if (!checked.verified || checked.registrationInfo.credential.id !== answer.id) return null
    const { credential, credentialBackedUp } = checked.registrationInfo
    const publicKey = Buffer.from(credential.publicKey).toString('base64url')
    return { credentialId: credential.id, publicKey, counter: credential.counter, isBackedUp: credentialBackedUp }
  })
}

async function checkUsed(answer: UsedCredentialAnswer, expected: Expected, known: { publicKey: string; counter: number }) {
  const { verifyAuthenticationResponse } = await library()
  if (isEmbedded(answer)) return null
  const publicKey = new Uint8Array(Buffer.from(known.publicKey, 'base64url'))
  return orNull(async () => {
    const response = { ...answer, clientExtensionResults: {} } as AuthenticationResponseJSON
    const credential = { id: answer.id, publicKey, counter: known.counter }
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({ response, ...expected, credential })
    return verified ? { counter: authenticationInfo.newCounter, isBackedUp: authenticationInfo.credentialBackedUp } : null
  })
}

/**
 * Whether a certificate came along, which nobody asked for. Looking at one could mean asking the address that stands in it for a
 * list of those withdrawn, and whoever sends it chooses that address.
 */
async function hasCertificates({ response }: NewCredentialAnswer): Promise<boolean> {
  const { decodeAttestationObject } = await import('@simplewebauthn/server/helpers')
  const has = await orNull(async () => {
    const decoded = decodeAttestationObject(new Uint8Array(Buffer.from(response.attestationObject, 'base64url')))
    const format = decoded.get('fmt')
    return format !== 'none' && (format !== 'packed' || decoded.get('attStmt').get('x5c') !== undefined)
  })
  return has ?? true
}

/** Whether the browser says that it was another site's page, with ours inside it, where the passkey was used. */
function isEmbedded({ response }: { response: { clientDataJSON: string } }): boolean {
  return clientDataOf(response.clientDataJSON)?.crossOrigin === true
}

function clientDataOf(clientDataJSON: string): { challenge: string; crossOrigin: boolean } | null {
  try {
    const data: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'))
    if (typeof data !== 'object' || data === null || !('challenge' in data) || typeof data.challenge !== 'string') return null
    return { challenge: data.challenge, crossOrigin: 'crossOrigin' in data && data.crossOrigin === true }
  } catch {
    return null
  }
}

/** The library throws for every answer it doesn't like. */
async function orNull<Good>(check: () => Promise<Good | null>): Promise<Good | null> {
  try {
    return await check()
  } catch {
    return null
  }
}
