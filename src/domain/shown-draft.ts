import { type Content, decideWhole, type Rest } from './draft.ts'
import type { HouseStyle } from './house-style.ts'
import { tidy } from './markup/tidy.ts'
import type { Excerpt, Lead, LocalDate } from './pick.ts'
import { slugOf } from './slug.ts'
import { tidyCover } from './tidy-cover.ts'

/** A draft in the two parts that readers get a pick in. */
export type ShownDraft = { lead: Lead; excerpt: Excerpt }

/**
 * A draft as readers would see it: one that is whole as it would be published, letter for letter, and one that isn't as far as it is written. Only
 * the addresses of its source and topics are guessed, since they may not be there yet.
 */
export function showDraft(content: Content, { id, ...rest }: Rest & { id: number }, style: HouseStyle): ShownDraft {
  const whole = decideWhole(content, rest, style)
  const { headline, date, introduction, excerpt, source, author, topics } = whole.ok ? whole.pick : asFar(content, rest.today)
  const linked = (name: string) => ({ slug: slugOf(name), name })
  const lead: Lead = {
    id,
    slug: rest.slug ?? slugOf(headline),
    headline,
    date,
    introduction,
    author,
    source: linked(source.name),
    sourceUrl: source.url,
    topics: topics.map(linked),
    visibility: rest.visibility,
    cover: tidyCover(content.cover),
  }
  return { lead, excerpt }
}

function asFar({ headline, date, introduction, excerpt, source, author, topics }: Content, today: LocalDate) {
  const tidied = (texts: readonly string[]) => texts.map(tidy).filter((text) => text !== '')
  return {
    headline: tidy(headline),
    date: date ?? today,
    introduction: tidied(introduction),
    excerpt: excerpt.filter((paragraph) => paragraph.some((piece) => piece.kind === 'elision' || piece.text.trim() !== '')),
    source: { name: tidy(source.name), url: source.url || null },
    author: tidy(author ?? '') || null,
    topics: [...new Set(tidied(topics))],
  }
}
