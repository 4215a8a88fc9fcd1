import { readFile } from 'node:fs/promises'
import type { Cli } from './command.ts'

/** A file's text, or the reason why it can't be had, with its line where there is one. */
export type TextRead = { ok: true; text: string } | { ok: false; line?: number; reason: string }

/** Reads a file that must be UTF-8; `-` is standard input. A byte-order mark is left out. */
export async function readText(file: string, { stdin }: Pick<Cli, 'stdin'>): Promise<TextRead> {
  try {
    return decodeUtf8(file === '-' ? await readAll(stdin) : await readFile(file))
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? reasonOf(String(error.code), file) : null
    if (reason === null) throw error
    return { ok: false, reason }
  }
}

/** The text that these bytes are in UTF-8, or where they stop being it. */
function decodeUtf8(bytes: Uint8Array): TextRead {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { ok: false, line: 1, reason: 'The file is UTF-16. Save it as UTF-8.' }
  }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    const at = firstBadByte(bytes)
    const line = bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1
    return {
      ok: false,
      line,
      reason: `Byte ${(at + 1).toLocaleString('en-US')} of the file isn’t UTF-8. Save the file as UTF-8.`,
    }
  }
}

function firstBadByte(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length]
  // A beginning that stops inside a character is still good, which is what `stream` allows for.
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    if (isBeginning(bytes.subarray(0, middle))) good = middle
    else bad = middle
  }
  return bad - 1
}

function isBeginning(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}

function reasonOf(code: string, file: string): string | null {
  switch (code) {
    case 'ENOENT':
      return /[*?[\]]/.test(file)
        ? 'No file matches this pattern. See that you are in the right folder.'
        : 'There is no such file. See that the name is right.'
    case 'EISDIR':
      return 'This is a folder. Name the files in it, such as FOLDER/*.txt.'
    case 'EACCES':
    case 'EPERM':
      return 'You may not read this file. Give yourself the right to.'
    case 'ENOTDIR':
      return 'A part of this path is a file, not a folder. See that the name is right.'
    default:
      return null
  }
}
