/** Where a list goes on: after the line that has this key and id. Opaque to the page, which gives it back as it came. */
export type Cursor = { key: string; id: number }

export function cursorOf(key: string, id: number): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url')
}

/** Reads what `cursorOf` made; undefined for none, and `unreadable` for anything else. */
export function readCursor(text: string | undefined): Cursor | undefined | 'unreadable' {
  if (text === undefined) return undefined
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (!Array.isArray(read) || read.length !== 2) return 'unreadable'
    const [key, id] = read as unknown[]
    // PostgreSQL takes no NUL, and no number beyond its own.
    const isOurs = typeof key === 'string' && !key.includes('\u0000') && key.isWellFormed()
    return isOurs && Number.isInteger(id) && Math.abs(Number(id)) < 2 ** 31 ? { key, id: Number(id) } : 'unreadable'
  } catch {
    return 'unreadable'
  }
}
