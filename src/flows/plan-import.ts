import { type KnownPick, listPicksLike } from '../data/picks.ts'
import { findSlugOwner } from '../data/redirects.ts'
import type { Trx } from '../data/schema.ts'
import type { HouseStyle } from '../domain/house-style.ts'
import type { PickText } from '../domain/pick.ts'
import { printPick } from '../domain/pick-text.ts'
import { decideSamePick, withSlug } from '../domain/same-pick.ts'

/** A pick to save, and the one the magazine has in its place. */
export type Step = { pick: PickText; known: KnownPick | null }

/** Why a pick can't be imported; `pick` is its place among those that came in, from 0. */
export type Refusal = { pick: number; reason: string }

export type Plan = { steps: Step[]; problems: Refusal[] }

type Planning = { trx: Trx; picks: readonly PickText[]; style: HouseStyle }

/**
 * Decides for each pick what it is to the magazine, before anything is written: so it doesn't depend on where a pick stands in the file.
 * `onDone` is told after each one how many are.
 */
export async function planImport(planning: Planning, onDone: (done: number) => Promise<void>): Promise<Plan> {
  const plan: Plan = { steps: [], problems: [] }
  const textByKey = new Map<string, string>()
  for (const [index, pick] of planning.picks.entries()) {
    const recognized = await recognize(planning, pick)
    if ('reason' in recognized) plan.problems.push({ pick: index, reason: recognized.reason })
    else {
      const key = keyOf(pick, recognized.known)
      const text = printPick(pick, planning.style)
      if (!textByKey.has(key)) plan.steps.push({ pick, known: recognized.known })
      else if (textByKey.get(key) !== text) plan.problems.push({ pick: index, reason: reasonOfTwo(pick) })
      textByKey.set(key, text)
    }
    await onDone(index + 1)
  }
  return plan
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
