import { findDeskPick, holdDraft } from '../data/drafts.ts'
import { deleteSchedule, saveSchedule } from '../data/schedules.ts'
import { decideWhole, type Lack } from '../domain/draft.ts'
import { calendarOf, isLocalTime, type LocalTime } from '../domain/zone.ts'
import { checkQuotation } from './check-quotation.ts'
import { changed, commitIf, unchanged } from './commit-if.ts'
import type { DeskDeps } from './desk-deps.ts'
import { loadMagazine } from './load-magazine.ts'
import { loadWritten } from './load-written.ts'
import { writeAudit } from './write-audit.ts'

export type PickScheduled =
  | { kind: 'scheduled' }
  | { kind: 'lacks' | 'unfaithful'; lacks: Lack[] }
  | { kind: 'conflict' | 'missing' | 'public' | 'no-such-day' | 'past' }

/**
 * Has a draft go out at a time on the magazine's clock. Where the clock skips that time it goes out right after, where it shows it twice
 * the first time. It goes out as it is written then; one that lacks something by that time, or isn't what its source says, is held.
 * `revision` is the one that was looked at; null takes whatever is there.
 */
export function schedulePick(
  deps: DeskDeps,
  { id, revision, local }: { id: number; revision: number | null; local: LocalTime },
): Promise<PickScheduled> {
  return commitIf<PickScheduled>(deps.db, async (trx) => {
    const pick = await findDeskPick(trx, id)
    if (pick === null) return unchanged({ kind: 'missing' })
    if (revision !== null && pick.revision !== revision) return unchanged({ kind: 'conflict' })
    if (pick.publishedAt !== null) return unchanged({ kind: 'public' })
    if (!isLocalTime(local)) return unchanged({ kind: 'no-such-day' })
    // The zone as it is set, and not as this process has seen it last.
    const { at } = calendarOf((await loadMagazine(trx)).zone).momentOf(local)
    if (at <= deps.now) return unchanged({ kind: 'past' })
    const { visibility, slug } = pick
    const whole = decideWhole(
      await loadWritten(trx, pick, deps.style),
      { visibility, slug, today: local.slice(0, 10) },
      deps.style,
    )
    if (!whole.ok) return unchanged({ kind: 'lacks', lacks: whole.lacks })
    const checked = await checkQuotation(trx, { pickId: id, excerpt: whole.pick.excerpt }, deps.style)
    if (checked.kind === 'unfaithful') return unchanged(checked)
    // What is saved from here on is saved in a planned pick, which its contributor may no more.
    if (!(await holdDraft(trx, id, pick.revision))) return unchanged({ kind: 'conflict' })
    await saveSchedule(trx, { pickId: id, local, at, setBy: deps.person.id })
    await writeAudit(trx, deps, { what: 'schedulePick', subject: `pick ${id}`, detail: { local, at: at.toISOString() } })
    return changed({ kind: 'scheduled' })
  })
}

/** Takes a pick out of the plan; it is a draft again. */
export function unschedulePick(deps: DeskDeps, { id }: { id: number }): Promise<'unscheduled' | 'not-planned'> {
  return commitIf<'unscheduled' | 'not-planned'>(deps.db, async (trx) => {
    if (!(await deleteSchedule(trx, id))) return unchanged('not-planned')
    await writeAudit(trx, deps, { what: 'unschedulePick', subject: `pick ${id}` })
    return changed('unscheduled')
  })
}
