import { addCode, emptyOffsetText, type OffsetText } from './offset-text.ts'

const LIGATURES: Record<string, string> = { ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl', ﬅ: 'st', ﬆ: 'st' }
const CLUSTER = /\P{M}\p{M}*|\p{M}+/uy
const INVISIBLE = /^[\p{Cc}\p{Cf}]/u
const WHITE = /^\s/
const LINE_END = 10
const SPACE = 32
const firstCombining = 0x300

/**
 * Reads a text as `tidy` would leave it, line by line as paragraphs: single spaces, one "\n" between paragraphs, accents composed,
 * nothing invisible.
 */
export function spacedText(original: string): OffsetText {
  const source = original.toWellFormed()
  const spaced = emptyOffsetText(source.length)
  let owed = 0
  let at = 0
  while (at < source.length) {
    const code = source.charCodeAt(at)
    const end = endOfCluster(source, at)
    const space = spaceAt(source, at, code)
    const isPlain = code > 32 && code < 127 && end === at + 1
    if (space !== 0) owed = owed === LINE_END ? owed : space
    else {
      const shown = isPlain ? '' : shownAs(source.slice(at, end))
      if (owed !== 0 && (isPlain || shown !== '')) {
        if (spaced.length > 0) addCode(spaced, owed, at - 1, at)
        owed = 0
      }
      if (isPlain) addCode(spaced, code, at, end)
      else for (let unit = 0; unit < shown.length; unit++) addCode(spaced, shown.charCodeAt(unit), at, end)
    }
    at = end
  }
  return spaced
}

function endOfCluster(text: string, at: number): number {
  if (text.charCodeAt(at) < firstCombining && !(text.charCodeAt(at + 1) >= firstCombining)) return at + 1
  CLUSTER.lastIndex = at
  return at + (CLUSTER.exec(text)?.[0].length ?? 1)
}

function spaceAt(text: string, at: number, code: number): number {
  if (code === LINE_END || code === 13) return LINE_END
  if (code === SPACE || (code >= 9 && code <= 12) || code === 0x85) return SPACE
  return code >= 0xa0 && code !== 0xfeff && WHITE.test(text.charAt(at)) ? SPACE : 0
}

function shownAs(cluster: string): string {
  if (INVISIBLE.test(cluster)) return ''
  return LIGATURES[cluster] ?? cluster.normalize('NFC').replace(/[\u200c\u200d]/g, '')
}
