import { findDeskPick, settleDraft, updateDraft } from '../data/drafts.ts'
import { findWatchLine } from '../data/watch-list.ts'
import { addressKey } from '../kit/article-address.ts'
import { changeMagazine } from './change-magazine.ts'
import { changed, unchanged } from './commit-if.ts'
import type { DeskDeps } from './desk-deps.ts'
import { findWhole } from './load-written.ts'
import { rewritePick } from './rewrite-pick.ts'
import { writeAudit } from './write-audit.ts'

export type SourceMoved = 'moved' | 'other-by-now' | 'missing' | 'conflict'

/**
 * Gives a pick the address that its article was found at, as a new version, in what readers see as in what is being written. The address
 * is the one of the finding that was looked at (`mark`), and nobody else's.
 */
export function moveSource(deps: DeskDeps, { id, mark }: { id: number; mark: string }): Promise<SourceMoved> {
  return changeMagazine<SourceMoved>(deps.db, async (trx) => {
    const line = await findWatchLine(trx, id)
    const desk = await findDeskPick(trx, id)
    const pick = desk === null ? null : await findWhole(trx, id, deps.style)
    if (line === null || desk === null || desk.slug === null || pick === null) return unchanged('missing')
    if (line.mark !== mark || line.finding.state !== 'moved') return unchanged('other-by-now')
    const { to } = line.finding
    const { content, revision, note } = desk
    const isSame = (url: string | null) => url !== null && addressKey(url) === addressKey(line.url)
    await rewritePick(trx, deps, { desk, slug: desk.slug, pick: { ...pick, source: { ...pick.source, url: to } } })
    const by = deps.person.id
    // An editor may be writing of another article by now.
    const written = content && isSame(content.source.url) ? { ...content, source: { ...content.source, url: to } } : content
    const next = written
      ? await updateDraft(trx, { ...desk, isPublic: true }, { revision, content: written, note, now: deps.now, by })
      : await settleDraft(trx, id, { revision, by })
    if (next === null) return unchanged('conflict')
    await writeAudit(trx, deps, { what: 'moveSource', subject: `pick ${id}`, detail: { state: line.finding.state } })
    return changed('moved')
  })
}
