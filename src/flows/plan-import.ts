import { type KnownPick, listPicksLike } from '../data/picks.ts'
import { findSlugOwner } from '../data/redirects.ts'
import type { Trx } from '../data/schema.ts'
import type { HouseStyle } from '../domain/house-style.ts'
import type { PickText } from '../domain/pick.ts'
import { printPick } from '../domain/pick-text.ts'
import type { RunMap } from '../domain/quotation/run-map.ts'
import { decideSamePick, withSlug } from '../domain/same-pick.ts'
import { checkImport } from './check-import.ts'

/**
 * A pick to save, and the one the magazine has in its place, which says the very same unless it `isChanged`. The map is null where the
 * excerpt wasn't held against anything.
 */
export type Step = Recognized & { runMap: RunMap | null }
type Recognized = { pick: PickText; known: KnownPick | null; isChanged: boolean }

/** Why a pick can't be imported, and which part of it is at fault; `pick` is its place among those that came in, from 0. */
export type Refusal = { pick: number; part: 'headline' | 'excerpt'; reason: string }

export type Plan = { steps: Step[]; problems: Refusal[] }

type Planning = { trx: Trx; picks: readonly PickText[]; publish: boolean; style: HouseStyle }

/**
 * Decides for each pick what it is to the magazine, before anything is written: so it doesn't depend on where a pick stands in the file.
 * `onDone` is told after each one how many are.
 */
export async function planImport(planning: Planning, onDone: (done: number) => Promise<void>): Promise<Plan> {
  const plan: Plan = { steps: [], problems: [] }
  const textByKey = new Map<string, string>()
  for (const [index, pick] of planning.picks.entries()) {
    const refuse = (reason: string, part: Refusal['part'] = 'headline') => plan.problems.push({ pick: index, part, reason })
    const recognized = await recognize(planning, pick)
    if ('reason' in recognized) refuse(recognized.reason)
    else {
      const key = keyOf(pick, recognized.known)
      const text = printPick(pick, planning.style)
      if (!textByKey.has(key)) {
        const step = stepOf(planning, pick, recognized.known)
        const { faults, runMap } = await checkImport(planning, step)
        for (const fault of faults) refuse(fault, 'excerpt')
        plan.steps.push({ ...step, runMap })
      } else if (textByKey.get(key) !== text) refuse(reasonOfTwo(pick))
      textByKey.set(key, text)
    }
    await onDone(index + 1)
  }
  return plan
}

function stepOf({ style }: Planning, pick: PickText, known: KnownPick | null): Recognized {
  return { pick, known, isChanged: known === null || known.text !== printPick(withSlug(pick, known.slug), style) }
}

async function recognize({ trx, style }: Planning, pick: PickText): Promise<{ known: KnownPick | null } | { reason: string }> {
  const alike = await listPicksLike(trx, pick)
  const recognized = decideSamePick(pick, alike)
  if (recognized.kind === 'refused') return recognized
  if (recognized.kind === 'known') return { known: recognized.pick }
  const owner = pick.slug === null ? null : await findSlugOwner(trx, pick.slug)
  if (owner !== null) return { reason: `The slug ${pick.slug} leads to another pick, which had it once; give this one another.` }
  const moved = alike.find((known) => known.text === printPick(withSlug(pick, known.slug), style))
  return moved
    ? { reason: `This pick is here already, with the slug ${moved.slug}; an import can’t change it to ${pick.slug}.` }
    : { known: null }
}

function keyOf(pick: PickText, known: KnownPick | null): string {
  if (known) return `id ${known.id}`
  return pick.slug === null ? `headline ${pick.date} ${pick.headline}` : `slug ${pick.slug}`
}

function reasonOfTwo({ headline, date, slug }: PickText): string {
  if (slug !== null) return `Two picks have the slug ${slug}; give one of them another.`
  return `“${headline}” of ${date} stands here twice with different text; leave one out, or give one a line “Slug: …” of its own.`
}
