import type { Content } from '../../src/http/desk-api/contract.ts'
import type { Agreed } from './refiled.ts'

/** What was typed into a pick and isn't known to be saved, with the revision it was typed over and what that said. */
export type Unsaved = { content: Content; note: string; revision: number; agreed: Agreed | null }

/** Where one pick's unsaved words outlive the page: its window, the network and the session may go. Nothing of it throws. */
export type UnsavedStore = {
  find: () => Unsaved | null
  keep: (unsaved: Unsaved) => void
  /** Drops what this page has kept or found; what another window keeps of the same pick stays. */
  forget: () => void
}

/** The store of one person's words in one pick, in this browser. A browser that keeps nothing for sites has nothing to find. */
export function unsavedIn(personId: number, pickId: number): UnsavedStore {
  const key = `desk-unsaved-${personId}-${pickId}`
  let own: string | null = null
  return {
    find: () => {
      own = quietly(() => localStorage.getItem(key)) ?? null
      return own === null ? null : readUnsaved(own)
    },
    keep: (unsaved) => {
      const next = JSON.stringify(unsaved)
      if (next !== own) quietly(() => localStorage.setItem(key, next))
      own = next
    },
    forget: () => {
      if (own !== null && quietly(() => localStorage.getItem(key)) === own) quietly(() => localStorage.removeItem(key))
      own = null
    },
  }
}

function readUnsaved(text: string): Unsaved | null {
  return quietly(() => {
    const { content, note, revision, agreed } = JSON.parse(text) as Unsaved
    const isWhole = typeof content.headline === 'string' && typeof note === 'string' && Number.isInteger(revision)
    return isWhole ? { content, note, revision, agreed: Array.isArray(agreed?.content?.topics) ? agreed : null } : null
  })
}

function quietly<T>(run: () => T): T | null {
  try {
    return run()
  } catch {
    return null
  }
}
