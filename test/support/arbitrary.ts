import fc from 'fast-check'
import { elisionMarks, englishStyle, type HouseStyle } from '../../src/domain/house-style.ts'
import { tidy } from '../../src/domain/markup/tidy.ts'
import type { Paragraph, PickText, Piece, Visibility } from '../../src/domain/pick.ts'
import { slugOf } from '../../src/domain/slug.ts'

/** The shipped style with each elision glyph a magazine may choose. */
export const styles: fc.Arbitrary<HouseStyle> = fc.constantFrom(...elisionMarks).map((elision) => ({ ...englishStyle, elision }))

/** Dates from 1000 on, which is as far back as a year has four digits of its own. */
export const dates: fc.Arbitrary<string> = fc
  .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

const word = fc.oneof(
  fc.constantFrom(
    'river',
    'the',
    'don’t',
    'U.S.',
    '“quoted”',
    '(aside)',
    'al-Amin',
    '40,000',
    'naïve',
    'שלום',
    '東京',
    '👩‍🔧',
    'e.g.',
    "'so'",
    '—',
    'what?',
    'a;',
    '\\x',
    '<b>&amp;',
  ),
  fc.stringMatching(/^[A-Za-z]{1,9}$/),
)
const words = fc.array(word, { minLength: 1, maxLength: 8 }).map((list) => list.join(' '))
const endedWords = words.map((text) => `${text.replace(/[.?!,;—\\]+$/, '')}y`)

const glossText = fc.oneof(words, fc.constantFrom('T', 'sic', 'a [nested] note', '[x]', '...and', 'He left.')).map(tidy)
const gloss: fc.Arbitrary<Piece> = glossText.map((text) => ({ kind: 'gloss', text }))

/** What may stand between two elisions or at either end: words and glosses, spaced or not, always ending in a word. */
type Stretch = { pieces: Piece[] }
const stretch: fc.Arbitrary<Stretch> = fc.oneof(
  endedWords.map((text) => ({ pieces: [run(text)] })),
  fc.tuple(gloss, endedWords).map(([insertion, text]) => ({ pieces: [insertion, run(text)] })),
  fc.tuple(endedWords, gloss, endedWords).map(([a, insertion, b]) => ({ pieces: [run(`${a} `), insertion, run(` ${b}`)] })),
)
const join = fc.constantFrom(
  { before: ' ', after: ' ' },
  { before: '. ', after: ' ' },
  { before: '? ', after: ' ' },
  { before: ' “', after: ' ' },
  { before: ' ', after: ', ' },
  { before: '.” ', after: ' ' },
  { before: ' ', after: '” ' },
  { before: ' ', after: ' .5 ' },
)

/** Canonical paragraphs: built piece by piece by the rules of the form, not by reading text. */
export const paragraphs: fc.Arbitrary<Paragraph> = fc
  .tuple(stretch, fc.array(fc.tuple(join, stretch), { maxLength: 4 }), fc.constantFrom('', 'start', 'end', 'both'))
  .map(([first, rest, elidedAt]) => {
    const pieces: Paragraph =
      elidedAt === 'start' || elidedAt === 'both' ? [{ kind: 'elision' }, run(' '), ...first.pieces] : [...first.pieces]
    for (const [{ before, after }, next] of rest) pieces.push(run(before), { kind: 'elision' }, run(after), ...next.pieces)
    if (elidedAt === 'end' || elidedAt === 'both') pieces.push(run('. '), { kind: 'elision' })
    return withRunsJoined(pieces)
  })

function run(text: string): Piece {
  return { kind: 'run', text }
}

function withRunsJoined(pieces: Paragraph): Paragraph {
  const joined: Paragraph = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (piece.kind === 'run' && last?.kind === 'run') joined[joined.length - 1] = run(last.text + piece.text)
    else joined.push(piece)
  }
  return joined
}

/** Lines that look like some other part of the text form. */
const impostor = fc.constantFrom(
  'Sept. 13 2018',
  '2018-09-13',
  'Read more at night',
  'Read more at',
  'More about: rivers',
  'Author: of it all',
  'Access: open',
  'Slug: x',
  'Subscribe now',
  'Sign up now for unlimited access',
  'You have no free articles left this month.',
  '\\',
  '\\ and \\',
  'He said this:',
  'ends in a backslash \\',
)
const freeText = fc.oneof(
  { weight: 4, arbitrary: words },
  { weight: 2, arbitrary: impostor },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
)
const line = freeText.map(tidy).filter((text) => text !== '')
const attribution = fc.tuple(
  line,
  fc.constantFrom('Mara Ellison writes:', 'He explains:', '“So it is:”', 'As Ana de Vries puts it:'),
)

const impostorParagraph = impostor.filter((text) => tidy(text) !== '').map((text): Paragraph => [run(text)])
const url = fc.option(fc.webUrl({ withQueryParameters: true, withFragments: true }))
const sourceName = fc.oneof(
  line,
  fc.constantFrom('The Ferry', 'Ferry <East>', 'Ferry <>', 'See http://ferry', 'Ferry: notes', '<', 'https://x.y'),
)

/** Any pick the text form must give back unchanged, the awkward ones included. */
export const picks: fc.Arbitrary<PickText> = fc
  .record({
    headline: line,
    date: dates,
    introduction: fc.tuple(fc.array(line, { maxLength: 3 }), attribution).map(([more, last]) => [...more, last.join(' ')]),
    excerpt: fc.array(fc.oneof({ weight: 4, arbitrary: paragraphs }, { weight: 1, arbitrary: impostorParagraph }), {
      minLength: 1,
      maxLength: 4,
    }),
    source: fc.record({ name: sourceName, url }),
    author: fc.option(fc.oneof(line, fc.constantFrom('Mara Ellison', 'Ana de Vries'))),
    topics: fc.uniqueArray(fc.oneof(line, fc.constantFrom('U.S.', 'Rivers & Tides', 'Oslo, Norway', '\\,', 'a\\', ',')), {
      maxLength: 5,
    }),
    visibility: fc.constantFrom<Visibility>('open', 'metered', 'subscribers-only'),
    slug: fc.option(fc.stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,3}$/)),
  })
  .map((pick) => ({ ...pick, slug: pick.slug === slugOf(pick.headline) ? null : pick.slug }))
