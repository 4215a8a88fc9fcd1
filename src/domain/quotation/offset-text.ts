/** A text under construction, by its UTF-16 codes: strings that grow a character at a time and are read meanwhile are slow. */
export type OffsetText = {
  length: number
  codes: Uint16Array
  /** For each code, where what it stands for begins and ends in the text it was made from. */
  from: Uint32Array
  to: Uint32Array
}

// As many arguments as every engine takes.
const chunk = 8_192

/** Nothing yet, with room for so many codes; more room is made when it is needed. */
export function emptyOffsetText(room: number): OffsetText {
  return { length: 0, codes: new Uint16Array(room), from: new Uint32Array(room), to: new Uint32Array(room) }
}

/** Adds a code that stands for what is between two offsets. */
export function addCode(text: OffsetText, code: number, from: number, to: number): void {
  const at = text.length
  if (at === text.codes.length) makeRoom(text)
  text.codes[at] = code
  text.from[at] = from
  text.to[at] = to
  text.length = at + 1
}

/** The last code, or 0 where there is none. */
export function lastCode({ codes, length }: OffsetText): number {
  return codes[length - 1] ?? 0
}

/** The string that the codes are, from one of them on. */
export function textOfCodes({ codes, length }: OffsetText, start = 0): string {
  let text = ''
  for (let at = Math.max(0, start); at < length; at += chunk)
    text += String.fromCharCode(...codes.subarray(at, Math.min(length, at + chunk)))
  return text
}

function makeRoom(text: OffsetText): void {
  const room = text.length * 2 + 8
  const { codes, from, to } = text
  text.codes = new Uint16Array(room)
  text.from = new Uint32Array(room)
  text.to = new Uint32Array(room)
  text.codes.set(codes)
  text.from.set(from)
  text.to.set(to)
}
