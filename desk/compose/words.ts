import type { Content } from '../../src/http/desk-api/contract.ts'

/** The parts of a pick that are compared with one another, by what an editor calls them. */
export const partNames = {
  headline: 'Headline',
  date: 'Date',
  introduction: 'Introduction',
  excerpt: 'Excerpt',
  source: 'Source',
  author: 'Author',
  topics: 'Topics',
  cover: 'Cover',
} as const satisfies Record<keyof Content, string>

export type Part = keyof typeof partNames

/** One part as text, for reading and for comparing. */
export function textOfPart(content: Content, part: Part, printExcerpt: (excerpt: Content['excerpt']) => string): string {
  switch (part) {
    case 'introduction':
      return content.introduction.join('\n')
    case 'excerpt':
      return printExcerpt(content.excerpt)
    case 'source':
      return [content.source.name, content.source.url].filter(Boolean).join('\n')
    case 'topics':
      return content.topics.join(', ')
    case 'cover':
      return textOfCover(content.cover)
    default:
      return content[part] ?? ''
  }
}

/** What is said of a cover; the picture itself is shown beside it. */
function textOfCover(cover: Content['cover']): string {
  if (cover === null) return 'No cover'
  const { alt, credit } = cover
  const said = alt === '' ? 'Decoration' : (alt ?? 'Not described')
  return credit ? `${said}\nPicture: ${credit}` : said
}

/** The parts in which two contents differ. */
export function differingParts(one: Content, other: Content): Part[] {
  const parts = Object.keys(partNames) as Part[]
  return parts.filter((part) => JSON.stringify(one[part]) !== JSON.stringify(other[part]))
}

/** The paragraphs of a text as it is typed: one a line, empty lines don't count. */
export function paragraphsOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/\p{Cc}/gu, ' ').trim())
    .filter((line) => line !== '')
}
