import { type Entitlement, listEntitlements } from '../data/desk-members.ts'
import { findMember, findMemberId, saveMember, updateName } from '../data/members.ts'
import { findPlan, type Plan } from '../data/plans.ts'
import type { Db, Trx } from '../data/schema.ts'
import { saveGiver, saveSubscription } from '../data/subscriptions.ts'
import { placeIn } from '../domain/subscription.ts'
import type { Calendar } from '../domain/zone.ts'
import { commitIf } from './commit-if.ts'
import { type LineProblem, type ReadMember, readMembers } from './plan-members.ts'
import { type AuditDeps, nameOfActor, writeAudit } from './write-audit.ts'

type Deps = AuditDeps & { db: Db; calendar: Pick<Calendar, 'startOf'>; graceDays: number }

/**
 * What becomes of a line. `isNew`: an account is made. `takesName`: they had given none. `comp`: they are comped, or have as much already;
 * null where the line says nothing of it.
 */
export type MemberStep = { line: number; email: string; isNew: boolean; takesName: boolean; comp: 'given' | 'had' | null }

/** `refused`: nothing was changed, for these reasons. `no-plan`: lines want a comp, and it isn't said by which plan. */
export type MembersImported =
  | { kind: 'read'; steps: MemberStep[] }
  | { kind: 'refused'; problems: LineProblem[] }
  | { kind: 'no-plan' }

/**
 * Makes members of the lines of a file and comps them by a plan, all or none of it, and tells nobody by mail. Where it doesn't run it
 * says what would happen. The same file again changes nothing. Nobody's own name is overwritten.
 */
export async function importMembers(
  deps: Deps,
  { csv, plan: slug, runs }: { csv: string; plan: string | null; runs: boolean },
): Promise<MembersImported> {
  const read = readMembers(csv, deps.calendar, deps.now)
  if (!read.ok) return { kind: 'refused', problems: read.problems }
  const comped = read.members.find(({ comp }) => comp !== null)
  const plan = slug === null ? null : await findPlan(deps.db, slug)
  if (comped && plan === null) return { kind: 'no-plan' }
  return commitIf<MembersImported>(deps.db, async (trx) => {
    const steps: MemberStep[] = []
    for (const member of read.members) steps.push(await takeStep(trx, deps, { member, plan }))
    const detail = { lines: steps.length, new: steps.filter(({ isNew }) => isNew).length }
    if (runs) await writeAudit(trx, deps, { what: 'importMembers', subject: 'members', detail })
    return { changed: runs, result: { kind: 'read', steps } }
  })
}

/** What is tried out is done and rolled back, so that the two can never differ. */
async function takeStep(
  trx: Trx,
  deps: Deps,
  { member: { line, email, name, comp }, plan }: { member: ReadMember; plan: Plan | null },
): Promise<MemberStep> {
  const isNew = (await findMemberId(trx, email)) === null
  const memberId = await saveMember(trx, email, deps.now)
  const takesName = name !== '' && (await findMember(trx, memberId))?.name === ''
  if (takesName) await updateName(trx, memberId, name)
  const step = { line, email, isNew, takesName }
  if (comp === null || plan === null) return { ...step, comp: null }
  const had = isNew ? [] : await listEntitlements(trx, [memberId])
  if (had.some((one) => isAsGood(one, { plan, until: comp.until, now: deps.now }))) return { ...step, comp: 'had' }
  const dates = { startsAt: deps.now, paidUntil: comp.until, cancelsAt: null, endedAt: null }
  const given = { memberId, planId: plan.id, kind: 'comp', status: 'active', stripeId: null, note: '', ...dates } as const
  const id = await saveSubscription(trx, given, { graceDays: deps.graceDays, now: deps.now })
  await saveGiver(trx, id, nameOfActor(deps.by))
  return { ...step, comp: 'given' }
}

function isAsGood(one: Entitlement, { plan, until, now }: { plan: Plan; until: Date | null; now: Date }): boolean {
  if (one.planSlug !== plan.slug || placeIn(one, now) !== 'now') return false
  return one.until === null || (until !== null && one.until >= until)
}
