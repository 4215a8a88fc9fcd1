import { type DeskPick, findDeskPick, settleDraft, updateDraft } from '../data/drafts.ts'
import { isSlugTaken, updateSlug, updateVisibility } from '../data/picks.ts'
import { findSlugOwner, saveSlugRedirect } from '../data/redirects.ts'
import type { Trx } from '../data/schema.ts'
import { tidy } from '../domain/markup/tidy.ts'
import type { Visibility } from '../domain/pick.ts'
import { changeMagazine } from './change-magazine.ts'
import { type Change, changed, unchanged } from './commit-if.ts'
import type { DeskDeps } from './desk-deps.ts'
import { findWhole } from './load-written.ts'
import { rewritePick } from './rewrite-pick.ts'
import { writeAudit } from './write-audit.ts'

export type PickChanged = { kind: 'changed' | 'unchanged' | 'missing' | 'taken' | 'conflict' }

/** Says who may read a pick. It holds for every reader from that moment, whatever has been finished for them. */
export function changeVisibility(
  deps: DeskDeps,
  { id, visibility }: { id: number; visibility: Visibility },
): Promise<PickChanged> {
  return changePick(deps, id, async (trx, desk) => {
    if (desk.visibility === visibility) return unchanged({ kind: 'unchanged' })
    const pick = await findWhole(trx, id, deps.style)
    if (pick === null || desk.slug === null) await updateVisibility(trx, id, visibility)
    else await rewritePick(trx, deps, { desk, slug: desk.slug, pick: { ...pick, visibility } })
    const detail = { from: desk.visibility, to: visibility }
    await writeAudit(trx, deps, { what: 'changeVisibility', subject: `pick ${id}`, detail })
    return changed({ kind: 'changed' })
  })
}

/** Gives a pick another address; the old one leads there for ever, and no other pick can have it. */
export function changeSlug(deps: DeskDeps, { id, slug }: { id: number; slug: string }): Promise<PickChanged> {
  return changePick(deps, id, async (trx, desk) => {
    if (desk.slug === slug) return unchanged({ kind: 'unchanged' })
    // One that was this very pick's may be its own again.
    if ((await isSlugTaken(trx, slug)) && (await findSlugOwner(trx, slug)) !== id) return unchanged({ kind: 'taken' })
    const pick = await findWhole(trx, id, deps.style)
    if (pick !== null && desk.slug !== null) await saveSlugRedirect(trx, { pickId: id, old: desk.slug, slug })
    await updateSlug(trx, id, slug)
    if (pick !== null) await rewritePick(trx, deps, { desk, slug, pick })
    await writeAudit(trx, deps, { what: 'changeSlug', subject: `pick ${id}`, detail: { from: desk.slug, to: slug } })
    return changed({ kind: 'changed' })
  })
}

/** Files a pick under a topic or takes it out there, in what readers see as in what is being written. */
export function changeTopic(
  deps: DeskDeps,
  { id, topic, isFiled }: { id: number; topic: string; isFiled: boolean },
): Promise<PickChanged> {
  const name = tidy(topic)
  const refile = (topics: readonly string[]) => [...topics.filter((one) => one !== name), ...(isFiled ? [name] : [])]
  const isDone = (topics: readonly string[]) => topics.includes(name) === isFiled
  return changePick(deps, id, async (trx, desk) => {
    const pick = await findWhole(trx, id, deps.style)
    const written = desk.content
    if ((pick === null || isDone(pick.topics)) && (written === null || isDone(written.topics)))
      return unchanged({ kind: 'unchanged' })
    const content = written && { ...written, topics: isDone(written.topics) ? written.topics : refile(written.topics) }
    if (pick !== null && desk.slug !== null && !isDone(pick.topics))
      await rewritePick(trx, deps, {
        desk: { ...desk, content },
        slug: desk.slug,
        pick: { ...pick, topics: refile(pick.topics) },
      })
    const { revision, note } = desk
    const by = deps.person.id
    const next = content
      ? await updateDraft(trx, { ...desk, isPublic: desk.publishedAt !== null }, { revision, content, note, now: deps.now, by })
      : await settleDraft(trx, id, { revision, by })
    if (next === null) return unchanged({ kind: 'conflict' })
    const what = isFiled ? 'addTopic' : 'removeTopic'
    await writeAudit(trx, deps, { what, subject: `pick ${id}`, detail: { topic: name } })
    return changed({ kind: 'changed' })
  })
}

function changePick(
  { db }: DeskDeps,
  id: number,
  change: (trx: Trx, pick: DeskPick) => Promise<Change<PickChanged>>,
): Promise<PickChanged> {
  return changeMagazine<PickChanged>(db, async (trx) => {
    const pick = await findDeskPick(trx, id)
    return pick === null ? unchanged({ kind: 'missing' }) : change(trx, pick)
  })
}
