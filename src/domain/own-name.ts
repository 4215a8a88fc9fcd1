/** A name that somebody gives themselves or a thing of theirs, tidied; null when it is longer than that (UTF-16) or isn't one line of text. */
export function readOwnName(typed: string, longest: number): string | null {
  const tidy = typed.normalize('NFC').replace(/\s+/g, ' ').trim()
  return tidy.length > longest || /[\p{Cc}\p{Cs}\p{Bidi_Control}]/u.test(tidy) ? null : tidy
}
