import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { picks as anyPick, styles } from '../../test/support/arbitrary.ts'
import { englishStyle } from './house-style.ts'
import type { PickText } from './pick.ts'
import { parsePicks, printPick, printPicks } from './pick-text.ts'

const ferry = [
  'The Ferry’s Last Crossing',
  'Sept. 13 2018',
  'The bridge opens on Monday.',
  'Few will miss the boats. Mara Ellison writes:',
  '[T]he ferries ran for ninety years. . . .',
  'Nobody asked the pilots . . . at all.',
  'Read more at Harbor Review <https://harbor.example/ferry>',
  'More about: Bridges, Tides & Rivers, U.S.',
]
const asText = (lines: string[]) => `${lines.join('\n\n')}\n`

const read = (text: string): PickText[] => {
  const parsed = parsePicks(text)
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => `${problem.line}: ${problem.reason}`).join('\n'))
  return parsed.picks
}
const readOne = (lines: string[]): PickText => {
  const [pick] = read(asText(lines))
  if (pick === undefined) throw new Error('no pick')
  return pick
}
/** The ferry's lines with some of them changed; null leaves a line out. */
const ferryWith = (changes: Record<number, string | null>) =>
  ferry.flatMap((line, index) => (changes[index] === null ? [] : [changes[index] ?? line]))

describe('the plain-text form', () => {
  test('any picks printed in any house style read back to the same picks', () => {
    fc.assert(
      fc.property(fc.array(anyPick, { minLength: 1, maxLength: 4 }), styles, (picks, style) => {
        expect(parsePicks(printPicks(picks, style))).toEqual({ ok: true, picks })
      }),
      { numRuns: 500 },
    )
  })

  test('a file as a reader sees it gives every part of the pick', () => {
    expect(read(asText(ferry))).toEqual([
      {
        headline: 'The Ferry’s Last Crossing',
        date: '2018-09-13',
        introduction: ['The bridge opens on Monday.', 'Few will miss the boats. Mara Ellison writes:'],
        excerpt: [
          [{ kind: 'gloss', text: 'T' }, { kind: 'run', text: 'he ferries ran for ninety years. ' }, { kind: 'elision' }],
          [{ kind: 'run', text: 'Nobody asked the pilots ' }, { kind: 'elision' }, { kind: 'run', text: ' at all.' }],
        ],
        source: { name: 'Harbor Review', url: 'https://harbor.example/ferry' },
        author: 'Mara Ellison',
        topics: ['Bridges', 'Tides & Rivers', 'U.S.'],
        visibility: 'metered',
        slug: null,
      },
    ])
  })

  test('it prints as it is read, paragraph by paragraph', () => {
    expect(printPick(readOne(ferry), englishStyle)).toBe(asText(ferry))
  })

  test('picks follow one another in one file, with topics or without', () => {
    const second = ferryWith({ 0: 'Another Day', 7: null })
    const picks = read(asText([...ferry, ...second, ...ferry]))
    expect(picks.map((pick) => [pick.headline, pick.topics.length])).toEqual([
      ['The Ferry’s Last Crossing', 3],
      ['Another Day', 0],
      ['The Ferry’s Last Crossing', 3],
    ])
  })

  test.each([
    ['Windows line ends and a byte-order mark', `\ufeff${ferry.join('\r\n\r\n')}\r\n`],
    ['old Mac line ends', ferry.join('\r')],
    ['no blank lines', ferry.join('\n')],
    [
      'form feeds, no-break spaces and spaces at the ends',
      ferry.map((line) => `\f \u00a0${line.replaceAll(' ', '\u00a0')}\t `).join('\n \n\n'),
    ],
    [
      'other spellings of dates and elisions',
      asText(
        ferryWith({
          1: 'Thursday, 13 September 2018',
          4: '[T]he ferries ran for ninety years....',
          5: 'Nobody asked the pilots […] at all.',
        }),
      ),
    ],
  ])('%s make no difference', (_, text) => {
    expect(read(text)).toEqual(read(asText(ferry)))
  })

  test('the furniture of the page is left out wherever it stands after the introduction', () => {
    const furniture = ['You have 2 free articles left this month.', 'Sign up now for unlimited access', 'Subscribe Now']
    const lines = ferry.flatMap((line, index) => (index < 4 ? [line] : [...furniture, line, ...furniture]))
    expect(read(asText([...lines, ...ferry]))).toEqual(read(asText([...ferry, ...ferry])))
  })

  test('the address of the article may follow the source in either way, or be missing', () => {
    const sourceOf = (line: string) => readOne(ferryWith({ 6: line })).source
    expect(sourceOf('Read more at Harbor Review: http://harbor.example/?a=1,2')).toEqual({
      name: 'Harbor Review',
      url: 'http://harbor.example/?a=1,2',
    })
    expect(sourceOf('read more at Harbor: A Review')).toEqual({ name: 'Harbor: A Review', url: null })
    expect(sourceOf('Read more at Harbor<East>')).toEqual({ name: 'Harbor<East>', url: null })
    expect(sourceOf('Read more at Harbor <East> <>')).toEqual({ name: 'Harbor <East>', url: null })
  })

  test('lines for author, access and address stand in any order and are printed only when they say something', () => {
    const pick = readOne([...ferry, 'Slug: last-ferry', 'Access: Open', 'Author: Tom Reed'])
    expect(pick).toMatchObject({ slug: 'last-ferry', visibility: 'open', author: 'Tom Reed' })
    expect(printPick(pick, englishStyle)).toBe(
      asText([...ferry.slice(0, 7), 'Author: Tom Reed', 'Access: open', 'Slug: last-ferry', ...ferry.slice(7)]),
    )
    const plain = readOne([...ferry, 'Slug: the-ferrys-last-crossing', 'Access: metered', 'Author: Mara Ellison'])
    expect(plain).toMatchObject({ slug: null, visibility: 'metered' })
    expect(printPick({ ...plain, slug: 'the-ferrys-last-crossing' }, englishStyle)).toBe(asText(ferry))
  })

  test('an author can be denied although the attribution names one', () => {
    expect(readOne([...ferry, 'Author:']).author).toBeNull()
  })

  test('a comma inside a topic is written with a backslash', () => {
    expect(readOne(ferryWith({ 7: 'More about: Oslo\\, Norway,, Oslo\\, Norway, a\\b ,' })).topics).toEqual([
      'Oslo, Norway',
      'a\\b',
    ])
  })

  test('words that look like another part of the form are kept with a backslash', () => {
    const lines = ferryWith({
      0: '\\Read more at night',
      2: 'He had a plan:\\',
      3: '\\Read more at his own risk, Mara Ellison writes:',
      4: '\\Subscribe now',
      5: '\\Sept. 14 2018',
    })
    const pick = readOne(lines)
    expect(pick.headline).toBe('Read more at night')
    expect(pick.introduction).toEqual(['He had a plan:', 'Read more at his own risk, Mara Ellison writes:'])
    expect(pick.excerpt.map(([piece]) => piece)).toEqual([
      { kind: 'run', text: 'Subscribe now' },
      { kind: 'run', text: 'Sept. 14 2018' },
    ])
    expect(printPick(pick, englishStyle)).toBe(asText(lines))
  })

  test('a line of backslashes alone is no paragraph', () => {
    expect(readOne([...ferry.slice(0, 2), '\\', '\\\\', ...ferry.slice(2)])).toEqual(readOne(ferry))
  })

  test('five thousand lines are read and printed in less than a second', () => {
    const text = asText(Array.from({ length: 625 }, () => ferry).flat())
    const started = performance.now()
    expect(printPicks(read(text), englishStyle)).toBe(text)
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
