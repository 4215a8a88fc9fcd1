/**
 * The value of the one cookie of that name in a Cookie header. Null when there is none, and when there are several: then somebody
 * else has set one of them. Only spaces and tabs are skipped around a name, so a look-alike with other white space stays a stranger.
 */
export function findCookie(header: string | null | undefined, name: string): string | null {
  if (!header?.includes(name)) return null
  let found: string | null = null
  for (let from = 0, to = 0; from < header.length; from = to + 1) {
    const end = header.indexOf(';', from)
    to = end < 0 ? header.length : end
    const equals = header.indexOf('=', from)
    if (equals < 0 || equals >= to || withoutBlanks(header, from, equals) !== name) continue
    if (found !== null) return null
    found = withoutBlanks(header, equals + 1, to)
  }
  return found
}

/** A Set-Cookie value for a first-party cookie that scripts can't read and other hosts can't set. The name starts with `__Host-`. */
export function hostCookie(name: `__Host-${string}`, value: string, maxAgeSeconds: number): string {
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; Secure; HttpOnly; SameSite=Lax`
}

function withoutBlanks(text: string, start: number, end: number): string {
  let [from, to] = [start, end]
  while (from < to && isBlank(text[from])) from++
  while (to > from && isBlank(text[to - 1])) to--
  return text.slice(from, to)
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t'
}
