import { expect, test } from 'vitest'
import type { Excerpt } from '../pick.ts'
import { parseParagraph } from './parse-paragraph.ts'
import { plainText } from './plain-text.ts'

const excerpt: Excerpt = [
  '[T]he 40,000 ferries—all new—left [the U.S. coast]. . . .',
  '“Un[der]stand . . . this,” – he said.',
].map((text) => {
  const parsed = parseParagraph(text)
  return parsed.ok ? parsed.paragraph : []
})

test('searching reads an excerpt as plain lines without the editor’s brackets', () => {
  expect(plainText(excerpt)).toBe('The 40,000 ferries—all new—left the U.S. coast. …\n“Understand … this,” – he said.')
})
