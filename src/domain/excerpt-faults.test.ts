import { describe, expect, test } from 'vitest'
import { explainFaults } from './excerpt-faults.ts'
import { englishStyle } from './house-style.ts'
import { parseParagraph } from './markup/parse-paragraph.ts'
import type { Excerpt } from './pick.ts'
import { checkExcerpt } from './quotation/check-excerpt.ts'

const source = [
  'The old mill stood by the water, and nobody had ever asked it to move. It ground what it was given.',
  'One winter the wheel froze. The miller waited until spring, and told everybody that he had planned it so.',
].join('\n')

const faultsOf = (...lines: string[]) => {
  const excerpt: Excerpt = lines.map((line) => {
    const parsed = parseParagraph(line)
    if (!parsed.ok) throw new Error(parsed.reason)
    return parsed.paragraph
  })
  return explainFaults(checkExcerpt(excerpt, source, englishStyle), source)
}

describe('what an excerpt says otherwise than its source', () => {
  test('is nothing where it is faithful', () => {
    expect(faultsOf('The old mill . . . and nobody had ever asked it to move. It ground [all] what it was given.')).toEqual([])
  })

  test('is shown by its words: altered, left out without a mark, put in without brackets', () => {
    expect(faultsOf('The old mill stood by the river, and nobody had ever asked it to move.')).toEqual([
      'Where the source says “water,”, the excerpt says “river,”.',
    ])
    expect(faultsOf('The mill stood by the water, and nobody had ever asked it to move.')).toEqual([
      'The source also has “old” here, and nothing says that it is left out.',
    ])
    expect(faultsOf('The old stone mill stood by the water, and nobody had ever asked it to move.')).toEqual([
      'The source hasn’t “stone” here. Your own words stand in [brackets].',
    ])
  })

  test('is a passage that isn’t there, or stands elsewhere', () => {
    expect(faultsOf('Zebras crossed it.')).toEqual(['“Zebras crossed it.” isn’t in the source.'])
    const [fault = ''] = faultsOf('One winter the wheel froze. . . . The old mill stood by the water')
    expect(fault).toMatch(/is in the source, but not in this place\.$/)
  })

  test('is also what two paragraphs leave out between them', () => {
    const [fault] = faultsOf('The old mill stood by the water', 'One winter the wheel froze.')
    expect(fault).toMatch(/^“and nobody had ever asked it to . . .” is left out before “One winter the wheel froze\.”/)
  })
})
