import { findDeskPick, updateDraft } from '../data/drafts.ts'
import type { Db } from '../data/schema.ts'
import { findVersion, type KeptVersion } from '../data/versions.ts'
import { type Content, contentOf, readContent } from '../domain/draft.ts'
import type { HouseStyle } from '../domain/house-style.ts'
import { mayWrite } from '../domain/role.ts'
import { changed, commitIf, unchanged } from './commit-if.ts'
import { type DeskDeps, stateOf } from './desk-deps.ts'
import { readWhole } from './load-written.ts'
import { isTheirs, keepWritten } from './save-draft.ts'
import { writeAudit } from './write-audit.ts'

export type VersionRestored = { kind: 'restored' | 'conflict' | 'missing' | 'not-yours' }

/** A version with what it says. */
export async function findKept(
  db: Db,
  { id, number, style }: { id: number; number: number; style: HouseStyle },
): Promise<(KeptVersion & { says: Content }) | null> {
  const found = await findVersion(db, id, number)
  if (found === null) return null
  const { content, cover, ...version } = found
  const says = version.kind === 'draft' ? readContent(content) : contentOf(readWhole(content, style), cover)
  return { ...version, says }
}

/**
 * Makes a version what is being written; what was there is kept as a version first. Who may read the pick, its address and whether it is
 * public aren't part of a version, so that nothing of that comes back with it.
 */
export function restoreVersion(
  deps: DeskDeps,
  { id, number, revision }: { id: number; number: number; revision: number },
): Promise<VersionRestored> {
  return commitIf<VersionRestored>(deps.db, async (trx) => {
    const pick = await findDeskPick(trx, id)
    const version = await findKept(trx, { id, number, style: deps.style })
    if (pick === null || version === null) return unchanged({ kind: 'missing' })
    if (!mayWrite(deps.person, { createdBy: pick.createdBy, state: stateOf(pick) })) return unchanged({ kind: 'not-yours' })
    const draft = { revision, content: version.says, note: pick.note, now: deps.now, by: deps.person.id }
    const next =
      pick.revision === revision ? await updateDraft(trx, { ...pick, isPublic: pick.publishedAt !== null }, draft) : null
    if (next === null) return unchanged({ kind: 'conflict' })
    if (!(await isTheirs(trx, deps, id))) return unchanged({ kind: 'not-yours' })
    await keepWritten(trx, pick)
    await writeAudit(trx, deps, { what: 'restoreVersion', subject: `pick ${id}`, detail: { version: number } })
    return changed({ kind: 'restored' })
  })
}
