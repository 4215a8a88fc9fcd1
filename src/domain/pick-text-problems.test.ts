import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { englishStyle } from './house-style.ts'
import { parsePicks, printPicks } from './pick-text.ts'

const quay = [
  'The Quay at Night',
  'Sept. 13 2018',
  'It is dark. Mara Ellison writes:',
  'The lamps [went] out.',
  'Read more at Harbor Review',
  'More about: Lamps',
]
const quayWith = (changes: Record<number, string | null>) =>
  quay.flatMap((line, index) => (changes[index] === null ? [] : [changes[index] ?? line]))

const problemsOf = (lines: string[]) => {
  const parsed = parsePicks(lines.join('\n'))
  return parsed.ok ? [] : parsed.problems
}

describe('a file that can’t be read', () => {
  test.each<[string, string[], number, string]>([
    ['an empty file', ['', ' \u200b ', ''], 1, 'no text'],
    ['no headline', quayWith({ 0: null }), 1, 'no headline'],
    ['a headline nobody could read', quayWith({ 0: 'a'.repeat(301) }), 1, 'This headline has 301 characters'],
    ['an endless introduction', quayWith({ 2: `${'a'.repeat(20_000)}:` }), 3, 'This paragraph has 20,001 characters'],
    ['an endless excerpt', quayWith({ 3: 'a'.repeat(20_001) }), 4, 'This paragraph has 20,001 characters'],
    ['an endless source', quayWith({ 4: `Read more at ${'a'.repeat(201)}` }), 5, 'has 201 characters; shorten it to 200'],
    ['an endless topic', quayWith({ 5: `More about: Lamps, ${'a'.repeat(201)}` }), 6, 'has 201 characters; shorten it to 200'],
    ['an endless author', [...quay, `Author: ${'a'.repeat(201)}`], 7, 'has 201 characters; shorten it to 200'],
    ['no date', quayWith({ 1: null }), 1, 'no date after this headline'],
    ['a date that doesn’t exist', quayWith({ 1: 'Sept. 31 2018' }), 2, 'no day 31 in September'],
    ['a date that could be two', quayWith({ 1: '9/10/2018' }), 2, 'could each be'],
    ['no introduction', quayWith({ 2: null, 3: null }), 2, 'no introduction'],
    ['no attribution', quayWith({ 2: 'It is dark.' }), 3, 'no attribution'],
    ['no excerpt', quayWith({ 3: null }), 3, 'no excerpt'],
    ['no source', quayWith({ 4: null }), 5, 'no “Read more at” line'],
    ['nothing after the excerpt', quay.slice(0, 4), 4, 'no “Read more at” line'],
    ['a source without its name', quayWith({ 4: 'Read more at' }), 5, 'Name the source'],
    ['a source that is only an address', quayWith({ 4: 'Read more at <https://harbor.example>' }), 5, 'Name the source'],
    [
      'an address that isn’t on the web',
      quayWith({ 4: 'Read more at Harbor <javascript:alert(1)>' }),
      5,
      '“javascript:alert(1)” is not an address',
    ],
    ['an address with another scheme', quayWith({ 4: 'Read more at Harbor: ftp://harbor.example' }), 5, 'not an address'],
    [
      'an address with a user name',
      quayWith({ 4: 'Read more at Harbor <https://bank.example@harbor.example/>' }),
      5,
      'not an address',
    ],
    ['a bracket that isn’t closed', quayWith({ 3: '  The lamps [went out.' }), 4, 'Column 13: '],
    ['a bracket that isn’t opened, after a backslash', quayWith({ 3: '\\Lamps] out.' }), 4, 'Column 7: '],
    ['a line given twice', [...quay, 'More about: Night'], 7, '“More about” line already, at line 6'],
    ['a second source', quayWith({ 5: 'Read more at Night' }), 6, '“Read more at” line already, at line 5'],
    ['an unknown access', [...quay, 'Access: closed'], 7, 'open, metered or subscribers-only'],
    ['an address that can’t be', [...quay, 'Slug: The Quay'], 7, '“The Quay” can’t be an address'],
    ['a pick that stops where the next begins', [...quay.slice(0, 4), ...quay], 6, 'A new pick begins with this date'],
    ['an introduction that stops where the next pick begins', [...quay.slice(0, 2), 'It is dark.', ...quay], 3, 'no attribution'],
  ])('%s is refused with its line and the reason', (_, lines, line, reason) => {
    expect(problemsOf(lines)).toContainEqual({ line, reason: expect.stringContaining(reason) })
  })

  test('a headline and paragraphs as long as they may be are read, and read again as they were printed', () => {
    const full = { 0: 'a'.repeat(300), 2: `${'a'.repeat(19_999)}:`, 3: 'a … '.repeat(5_000) }
    const parsed = parsePicks(quayWith(full).join('\n'))
    expect(parsed.ok && parsePicks(printPicks(parsed.picks, englishStyle))).toEqual(parsed)
  })

  test('one thing wrong is one problem', () => {
    for (const lines of [
      quayWith({ 0: null }),
      quayWith({ 0: 'a'.repeat(301) }),
      quayWith({ 1: null }),
      quayWith({ 1: '2018-02-30' }),
      quayWith({ 2: 'It is dark.' }),
      quayWith({ 3: null }),
      quayWith({ 3: 'a ] b' }),
      quayWith({ 4: null }),
      quayWith({ 4: 'Read more at A <b>' }),
      [...quay.slice(0, 4), ...quay],
    ])
      expect(problemsOf(lines)).toHaveLength(1)
  })

  test('every problem of every pick is told, in the order of the lines', () => {
    const lines = [
      ...quayWith({ 1: '2018-02-30', 3: 'a ] b' }),
      ...quay,
      ...quayWith({ 1: null, 4: 'Read more at' }),
      'Access: x',
    ]
    expect(problemsOf(lines).map((problem) => problem.line)).toEqual([2, 4, 13, 16, 18])
    expect(problemsOf([...quay.slice(0, 4), 'More about: x', 'Access: x', 'Slug: x']).map((problem) => problem.line)).toEqual([
      6, 7,
    ])
  })

  test('each reason is a sentence', () => {
    const broken = [
      ['x'],
      quayWith({ 1: '1/2/2018', 3: '[', 4: 'Read more at A <b>' }),
      quayWith({ 0: 'a'.repeat(301), 3: 'a'.repeat(20_001) }),
      [...quay, 'Slug: ?', 'Access: ?', 'Slug: ?'],
      ['2018-09-13'],
      ['Author: x'],
    ]
    for (const { reason } of broken.flatMap(problemsOf)) expect(reason).toMatch(/^[A-Z“].*[a-z”][.]$/)
  })

  test('any lines either read and print to a text that stays, or are refused at lines the file has', () => {
    const line = fc.oneof(
      fc.constantFrom(
        ...quay,
        'Author: Tom Reed',
        'Access: open',
        'Slug: quay',
        'Subscribe now',
        '\\',
        '\\\\',
        '\\Author: x',
        'x:\\',
        '[',
        'Sept. 31 2018',
        '',
        '\ufeff',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 16 }), fc.constantFrom('\n', '\r\n', '\r', '\n\n'), (lines, lineEnd) => {
        const text = [...quay, ...lines].join(lineEnd)
        const parsed = parsePicks(text)
        if (parsed.ok) expect(parsePicks(printPicks(parsed.picks, englishStyle))).toEqual(parsed)
        else for (const problem of parsed.problems) expect(text.split(/\r\n|\r|\n/)[problem.line - 1]).toBeDefined()
      }),
      { numRuns: 2000 },
    )
  })
})
