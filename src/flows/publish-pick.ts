import { type DeskPick, findDeskPick, settleDraft } from '../data/drafts.ts'
import { isSlugTaken, publishPick, updateSlug } from '../data/picks.ts'
import { saveRunMap } from '../data/run-maps.ts'
import { claimDue, deleteSchedule, holdDue, listDue } from '../data/schedules.ts'
import type { Trx } from '../data/schema.ts'
import { decideWhole, type Lack } from '../domain/draft.ts'
import { slugOf } from '../domain/slug.ts'
import { changeMagazine } from './change-magazine.ts'
import { checkQuotation } from './check-quotation.ts'
import { type Change, changed, commitIf, unchanged } from './commit-if.ts'
import type { PickDeps } from './desk-deps.ts'
import { coverGone, findWholeCover } from './find-whole-cover.ts'
import { firstFree } from './free-slug.ts'
import { loadWritten } from './load-written.ts'
import { savePick } from './rewrite-pick.ts'
import { warnBeforePublishing } from './warn-of-quoting.ts'
import { nameOfActor, writeAudit } from './write-audit.ts'

/** `unfaithful`: the excerpt says something else than the article that was captured for it; `lacks` says what. */
export type PickPublished =
  | { kind: 'published' }
  | { kind: 'lacks' | 'unfaithful'; lacks: Lack[] }
  | { kind: 'conflict' | 'missing' }

const atOnce = 20
const noEditor = [{ field: 'schedule', message: 'Whoever planned it may not publish any more.' }]

/**
 * Publishes what is written: for the first time, again, or over what readers see. `revision` is the one that was looked at; null takes
 * whatever is there.
 */
export function publishNow(deps: PickDeps, { id, revision }: { id: number; revision: number | null }): Promise<PickPublished> {
  return changeMagazine<PickPublished>(deps.db, async (trx) => {
    const pick = await findDeskPick(trx, id)
    if (pick === null) return unchanged({ kind: 'missing' })
    if (revision !== null && pick.revision !== revision) return unchanged({ kind: 'conflict' })
    return publish(trx, deps, pick, nameOfActor(deps.by))
  })
}

/**
 * Publishes the picks whose time has come, and says how many those were. Any number of processes may do so at once: each pick goes out
 * once. What lacks something is held until somebody plans it anew.
 */
export async function publishDue(deps: Omit<PickDeps, 'by'>): Promise<number> {
  let count = 0
  for (const id of await listDue(deps.db, deps.now, atOnce)) {
    const published = await publishOneDue({ ...deps, by: 'program' }, id)
    if (published === null) await hold(deps, id, noEditor)
    else if ('lacks' in published) await hold(deps, id, published.lacks)
    else if (published.kind === 'published') count += 1
  }
  return count
}

function publishOneDue(deps: PickDeps, id: number): Promise<PickPublished | null> {
  return changeMagazine<PickPublished | null>(deps.db, async (trx) => {
    const claimed = await claimDue(trx, id, deps.now)
    if (claimed === null) return unchanged(null)
    const pick = await findDeskPick(trx, id)
    return pick === null ? unchanged({ kind: 'missing' }) : publish(trx, deps, pick, nameOfActor(claimed.setBy))
  })
}

function hold(deps: Omit<PickDeps, 'by'>, id: number, lacks: Lack[]): Promise<void> {
  return commitIf(deps.db, async (trx) => {
    if (!(await holdDue(trx, id, deps.now, lacks))) return unchanged(undefined)
    const fields = lacks.map(({ field }) => field)
    await writeAudit(trx, { ...deps, by: 'program' }, { what: 'holdPick', subject: `pick ${id}`, detail: { lacks: fields } })
    return changed(undefined)
  })
}

async function publish(trx: Trx, deps: PickDeps, pick: DeskPick, savedBy: string): Promise<Change<PickPublished>> {
  const { id, visibility } = pick
  if (pick.publishedAt !== null && pick.content === null) return unchanged({ kind: 'published' })
  const today = deps.calendar.dateAt(deps.now)
  const written = await loadWritten(trx, pick, deps.style)
  const whole = decideWhole(written, { visibility, slug: pick.slug, today }, deps.style)
  if (!whole.ok) return unchanged({ kind: 'lacks', lacks: whole.lacks })
  const checked = await checkQuotation(trx, { pickId: id, excerpt: whole.pick.excerpt }, deps.style)
  if (checked.kind === 'unfaithful') return unchanged(checked)
  const { lacks } = await warnBeforePublishing({ ...deps, db: trx }, { id, content: whole.pick, publishedAt: pick.publishedAt })
  if (lacks.length > 0) return unchanged({ kind: 'lacks', lacks })
  const cover = await findWholeCover(trx, written.cover)
  if (cover === 'gone') return unchanged({ kind: 'lacks', lacks: [coverGone] })
  const by = typeof deps.by === 'number' ? deps.by : pick.savedBy
  if ((await settleDraft(trx, id, { revision: pick.revision, by })) === null) return unchanged({ kind: 'conflict' })
  const slug = pick.slug ?? (await firstFree(slugOf(whole.pick.headline), 1, (wanted) => isSlugTaken(trx, wanted))).slug
  if (pick.slug === null) await updateSlug(trx, id, slug)
  if (pick.content !== null) await savePick(trx, deps, { id, slug, pick: whole.pick, cover, savedBy })
  await saveRunMap(trx, id, checked.runMap)
  await deleteSchedule(trx, id)
  const isNew = await publishPick(trx, id, deps.now)
  const detail = { slug, again: !isNew, by: savedBy, excerpt: checked.kind }
  await writeAudit(trx, deps, { what: 'publishPick', subject: `pick ${id}`, detail })
  return changed({ kind: 'published' })
}
