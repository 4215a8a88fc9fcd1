import { findDeskPick } from '../data/drafts.ts'
import type { Access, LeadOnly, LeadReason } from '../domain/access.ts'
import { covers, type GiftPolicy } from '../domain/gift.ts'
import { decideForMadeUp, type MadeUpReader, type MadeUpReading } from '../domain/made-up-reader.ts'
import { currentPeriod } from '../domain/period.ts'
import type { Lead } from '../domain/pick.ts'
import type { MeterPolicy } from '../domain/policy.ts'
import type { MappedExcerpt } from '../domain/quotation/run-map.ts'
import { maySee } from '../domain/role.ts'
import { showDraft } from '../domain/shown-draft.ts'
import { checkQuotation } from './check-quotation.ts'
import type { DeskDeps } from './desk-deps.ts'
import { loadWritten } from './load-written.ts'

/** As whom a pick is looked at, with how many readings left before it; null for the whole allowance. */
export type PreviewAsked = { id: number; reader: MadeUpReader; left: number | null }

/** A pick as it is being written, with as much of it as that reader would get. */
export type Preview = Pick<MadeUpReading, 'allowance' | 'period'> & {
  lead: Lead
  got: ({ kind: 'open'; access: Exclude<Access, LeadOnly> } & MappedExcerpt) | { kind: 'wall'; why: LeadReason }
  mayGive: boolean
}

export type PreviewDeps = Pick<DeskDeps, 'db' | 'person' | 'calendar' | 'style' | 'now'> & {
  policy: MeterPolicy
  gifts: Pick<GiftPolicy, 'perMonth'>
}

/**
 * Looks at a pick as a reader who isn't there. It is decided by the function that decides for readers, and nothing is counted or written. Null
 * where this person may not look at the pick.
 */
export async function previewPick(deps: PreviewDeps, { id, reader, left }: PreviewAsked): Promise<Preview | null> {
  const pick = await findDeskPick(deps.db, id)
  if (pick === null || !maySee(deps.person, pick)) return null
  const { slug, visibility } = pick
  const today = deps.calendar.dateAt(deps.now)
  const { allowance, period: kind } = deps.policy
  const period = currentPeriod(kind, today, null)
  const { access, ...numbers } = decideForMadeUp(reader, { pick: { id, visibility }, allowance, left, period })
  const { lead, excerpt } = showDraft(await loadWritten(deps.db, pick, deps.style), { id, slug, visibility, today }, deps.style)
  if (access.kind === 'lead') return { ...numbers, lead, got: { kind: 'wall', why: access.why }, mayGive: false }
  const checked = await checkQuotation(deps.db, { pickId: id, excerpt }, deps.style)
  const runMap = checked.kind === 'unfaithful' ? null : checked.runMap
  const opens = reader === 'subscriber' ? 'everything' : 'metered'
  const isTheirs = access.kind === 'open' && access.why === 'subscriber' && covers(opens, visibility)
  return { ...numbers, lead, got: { kind: 'open', access, excerpt, runMap }, mayGive: isTheirs && deps.gifts.perMonth > 0 }
}
