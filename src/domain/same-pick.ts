import type { LocalDate, PickText } from './pick.ts'
import { slugOf } from './slug.ts'

/** What tells picks apart. */
export type PickIdentity = { slug: string; headline: string; date: LocalDate }

/** What a pick that comes in is to the magazine: new, one it has, or one that can't be let in. */
export type Recognized<Known> = { kind: 'new' } | { kind: 'known'; pick: Known } | { kind: 'refused'; reason: string }

/**
 * Decides which of the magazine's picks the text is. A headline and its day are one pick. A text that names its slug is the pick of that
 * slug, as long as headline or day still agree; so two picks of one headline and day can be told apart.
 */
export function decideSamePick<Known extends PickIdentity>(pick: PickText, known: readonly Known[]): Recognized<Known> {
  const namesakes = known.filter(({ headline, date }) => headline === pick.headline && date === pick.date)
  if (pick.slug === null) {
    const own = slugOf(pick.headline)
    const same = namesakes.find(({ slug }) => slug === own) ?? namesakes[0]
    return same ? { kind: 'known', pick: same } : { kind: 'new' }
  }
  const holder = known.find(({ slug }) => slug === pick.slug)
  if (!holder) return { kind: 'new' }
  if (holder.headline === pick.headline || holder.date === pick.date) return { kind: 'known', pick: holder }
  return {
    kind: 'refused',
    reason: `The slug ${pick.slug} belongs to “${holder.headline}” of ${holder.date}; give this pick another.`,
  }
}

/** The pick as a text that names its slug only where the headline doesn't give it. */
export function withSlug(pick: PickText, slug: string): PickText {
  return { ...pick, slug: slug === slugOf(pick.headline) ? null : slug }
}
