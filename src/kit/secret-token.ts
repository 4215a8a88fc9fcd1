/** Where secrets come from and what is kept of them. `main.ts` gives the real ones; a test may give its own. */
export type Secrets = {
  /** 256 random bits as base64url, 43 characters. */
  newToken: () => string
  /** Eight random digits, each code as likely as any other. */
  newCode: () => string
  /** SHA-256 as base64url: the only form in which a token is ever stored. */
  hash: (text: string) => string
}

/** Makes secrets of random bytes and a SHA-256 that gives base64url. */
export function createSecrets({
  randomBytes,
  toText,
  hash,
}: {
  randomBytes: (count: number) => Uint8Array
  toText: (bytes: Uint8Array) => string
  hash: Secrets['hash']
}): Secrets {
  return { newToken: () => toText(randomBytes(32)), newCode: () => codeOf(randomBytes), hash }
}

/** Whether a text has the form of a token made here; what hasn't needs no look-up. */
export function isToken(text: string | null | undefined): text is string {
  return typeof text === 'string' && /^[\w-]{42}[AEIMQUYcgkosw048]$/.test(text)
}

/** The eight digits of a typed code, however they were grouped and whatever digits the keyboard has; null when there aren't eight. */
export function readCode(typed: string): string | null {
  const digits = typed
    .slice(0, 64)
    .normalize('NFKC')
    .replace(/[\s.-]/g, '')
  return /^\d{8}$/.test(digits) ? digits : null
}

const codes = 100_000_000
// The largest multiple of `codes` that four bytes can hold; what lies above would make some codes likelier.
const fairBelow = Math.floor(2 ** 32 / codes) * codes

function codeOf(randomBytes: (count: number) => Uint8Array): string {
  for (;;) {
    const number = randomBytes(4).reduce((sum, byte) => sum * 256 + byte, 0)
    if (number < fairBelow) return String(number % codes).padStart(8, '0')
  }
}
