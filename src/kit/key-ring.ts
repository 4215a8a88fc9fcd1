/**
 * Signs with a secret: `mac` gives base64url text and is only ever called with a purpose in front of the message. Before `signsFrom` it
 * is only believed.
 */
export type SigningKey = { id: string; signsFrom: Date; mac: (message: string) => string }

/** The keys as they are now. */
export type KeyRing = { find: (id: string) => SigningKey | undefined; signing: (now: Date) => SigningKey }

/**
 * `keys`: newest first, as they are at the time; all are believed, and the newest whose time has come signs. `forget` is called when
 * they have changed: what a key that is gone had signed must not go on being believed.
 */
export function createKeyRing(keys: () => readonly SigningKey[], forget: () => void): () => KeyRing {
  let known: { keys: readonly SigningKey[]; ring: KeyRing } | null = null
  return () => {
    const now = keys()
    if (known?.keys !== now) {
      known = { keys: now, ring: ringOf(now) }
      forget()
    }
    return known.ring
  }
}

function ringOf(keys: readonly SigningKey[]): KeyRing {
  const oldest = keys.at(-1)
  if (!oldest || !keys.every((key) => /^[\w-]{1,32}$/.test(key.id)))
    throw new Error('There must be a key to sign with, named with 1 to 32 plain characters')
  const byId = new Map(keys.map((key) => [key.id, key]))
  return { find: (id) => byId.get(id), signing: (now) => keys.find(({ signsFrom }) => signsFrom <= now) ?? oldest }
}
