import { listIntroductionsOf } from '../data/introductions.ts'
import type { Db } from '../data/schema.ts'
import { attributionVerbOf } from '../domain/suggest-attribution.ts'

/** How many picks of a source are looked through. */
const lookedThrough = 20
const mostRemembered = 3

/**
 * The words with which the magazine introduced this source lately ("comments", "puts it this way"), those used last first. The picks themselves are
 * the memory: whatever an editor chose for the one before is offered for the next, also after an import. `except` is the pick being written.
 */
export async function recallAttributions(db: Db, { source, except }: { source: string; except: number }): Promise<string[]> {
  if (source === '') return []
  const introductions = await listIntroductionsOf(db, { source, except, limit: lookedThrough })
  const verbs = new Set(introductions.flatMap((introduction) => attributionVerbOf(introduction) ?? []))
  return [...verbs].slice(0, mostRemembered)
}
