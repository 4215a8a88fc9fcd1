import { tidy } from './markup/tidy.ts'

/** Paragraphs as they are kept, and whether there were more, or characters among them that nobody was meant to see. */
export type CapturedText = { paragraphs: string[]; isCut: boolean; hidHidden: boolean }

const most = { paragraphs: 5_000, characters: 1_000_000 }
// Line ends, tabs and the joiners and soft hyphens of ordinary text are no secret.
const hidden =
  /[[\p{Cc}\ufff9-\ufffb\u{e0000}-\u{e007f}\u061c\u180e\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f]--[\t\n\v\f\r\u0085]]/v

/**
 * Paragraphs as plain text: one line each, single spaces, composed letters (NFC), without control characters and marks that turn the
 * direction. Empty ones go. What is beyond a very long article is cut off.
 */
export function captureText(raw: Iterable<string>): CapturedText {
  const captured: CapturedText = { paragraphs: [], isCut: false, hidHidden: false }
  let room = most.characters
  for (const text of raw) {
    if (hidden.test(text)) captured.hidHidden = true
    const paragraph = captureLine(text)
    if (paragraph === '') continue
    room -= paragraph.length
    if (room < 0 || captured.paragraphs.length === most.paragraphs) return { ...captured, isCut: true }
    captured.paragraphs.push(paragraph)
  }
  return captured
}

/** One line of somebody else's as it is kept. */
export function captureLine(text: string): string {
  return tidy(text.replace(/[\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu, '')).normalize('NFC')
}
