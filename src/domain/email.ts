const longestAddress = 254
const longestLocalPart = 64
const longestLabel = 63

// Letters, marks and digits of any script, and what RFC 5322 allows besides in a name without quotes.
const localPart = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const label = /^[\p{L}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u

/**
 * An e-mail address in the one form Tessera keeps it in, or null when it can't be one: trimmed, lower-case, in Unicode's composed form.
 * Addresses in quotes, with a comment, or at a bare host are refused, and so are characters that only look like others.
 */
export function normalEmail(text: string): string | null {
  if (text.length > 2 * longestAddress) return null
  // Lower case may come apart again, as İ does.
  const address = text.trim().normalize('NFC').toLowerCase().normalize('NFC')
  if (address !== address.normalize('NFKC') || address !== address.toLowerCase() || lengthInBytes(address) > longestAddress)
    return null
  const [local = '', domain = '', ...more] = address.split('@')
  if (more.length > 0 || lengthInBytes(local) > longestLocalPart || !localPart.test(local)) return null
  return isDomain(domain) ? address : null
}

function isDomain(domain: string): boolean {
  const labels = domain.split('.')
  const isTop = /^(?!\p{N}+$)/u.test(labels.at(-1) ?? '')
  return labels.length > 1 && isTop && labels.every((one) => lengthInBytes(one) <= longestLabel && label.test(one))
}

/** In UTF-8, which is what the limits of mail count. */
function lengthInBytes(text: string): number {
  let length = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return length
}
