/** How many a person of the staff gets at a time. */
export const codesAtOnce = 8

// Without what one mistakes for another in handwriting: 0 and O, 1 and I.
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const length = 16

/** The recovery code that a random token makes: 80 of its bits, as letters that can be copied by hand. "ABCD-EFGH-JKLM-NPQR". */
export function recoveryCodeOf(token: string): string {
  const code = [...token.slice(0, length)].map((letter) => letters[base64url.indexOf(letter) % letters.length]).join('')
  return (code.match(/.{4}/g) ?? []).join('-')
}

/** A typed recovery code in the form in which it was given, however it was grouped; null for what can't be one. */
export function readRecoveryCode(typed: string): string | null {
  const code = typed
    .slice(0, 100)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.-]/g, '')
  if (code.length !== length || [...code].some((letter) => !letters.includes(letter))) return null
  return (code.match(/.{4}/g) ?? []).join('-')
}
