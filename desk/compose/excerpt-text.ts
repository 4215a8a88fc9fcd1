import { englishStyle } from '../../src/domain/house-style.ts'
import { printParagraph } from '../../src/domain/markup/print-paragraph.ts'
import type { Excerpt } from '../../src/domain/pick.ts'

/** An excerpt as it is typed: a paragraph a line, with elisions and [glosses]. */
export function printExcerpt(excerpt: Excerpt): string {
  return excerpt.map((paragraph) => printParagraph(paragraph, englishStyle)).join('\n')
}
