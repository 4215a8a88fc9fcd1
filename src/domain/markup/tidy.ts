const INVISIBLE =
  /[[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]--[\t\n\v\f\r\u0085]]/gv
const JOINERS = /(?:\u200c|\u200d)+/g
const WHITE_SPACE = /[\s\u0085]+/g

/**
 * The text on one line with single ordinary spaces: no-break and thin spaces become spaces; invisible characters, direction
 * marks and a byte-order mark go. Joiners stay between letters that need them (Persian, Indic scripts, emoji).
 */
export function tidy(text: string): string {
  return text.toWellFormed().replace(INVISIBLE, '').replace(JOINERS, keptJoiner).replace(WHITE_SPACE, ' ').trim()
}

function keptJoiner(joiners: string, at: number, whole: string): string {
  return isShaped(whole[at - 1]) && isShaped(whole[at + joiners.length]) ? joiners.charAt(0) : ''
}

function isShaped(char: string | undefined): boolean {
  return char !== undefined && char > '\u007f' && char.trim() !== ''
}
