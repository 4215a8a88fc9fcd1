import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { englishStyle } from './house-style.ts'
import { parsePicks, printPicks } from './pick-text.ts'

const folder = join(import.meta.dirname, '../../../shared/seeds')
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.txt')) : []

describe.skipIf(files.length === 0)('the pages saved from a real magazine', () => {
  test.each(files)('%s reads into picks whose text is the page, line for line, its furniture apart', (name) => {
    const page = readFileSync(join(folder, name), 'utf8')
    const parsed = parsePicks(page)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    const printed = linesOf(printPicks(parsed.picks, englishStyle))
    const withFurniture = linesOf(page).map((line) =>
      /^(?:You have \w+ free|Sign up now|Subscribe Now)/.test(line) ? line : printed.shift(),
    )
    expect(withFurniture).toEqual(linesOf(page))
    expect(printed).toEqual([])
  })

  test.each(files)('%s printed and read again gives the same picks, each with its author and topics', (name) => {
    const parsed = parsePicks(readFileSync(join(folder, name), 'utf8'))
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    expect(parsePicks(printPicks(parsed.picks, englishStyle))).toEqual(parsed)
    for (const { author, introduction, topics } of parsed.picks) {
      expect(author).toMatch(/^\S+ \S+$/)
      expect(introduction.at(-1)).toContain(` ${author} `)
      expect(topics.length).toBeGreaterThan(0)
    }
  })
})

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '')
}
