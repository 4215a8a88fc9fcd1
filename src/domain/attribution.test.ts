import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { authorOf, endsInAttribution, withoutAttribution } from './attribution.ts'
import { sentencesOf } from './sentences.ts'

describe('the author an attribution names', () => {
  test.each([
    ['The ferry is gone. Mara Ellison writes:', 'Mara Ellison'],
    ['Mara Ellison comments:', 'Mara Ellison'],
    ['It was late. Ana de Vries explains why:', 'Ana de Vries'],
    ['J. R. al-Amin puts it this way:', 'J. R. al-Amin'],
    ['Dr. Mara O’Neill rightly notes:', 'Dr. Mara O’Neill'],
    ['In the words of Mara Ellison:', 'Mara Ellison'],
    ['In the words of Ovid:', 'Ovid'],
    ['Was there a plan B? Mara Ellison writes:', 'Mara Ellison'],
    ['As Mara Ellison puts it:', 'Mara Ellison'],
    ['As Ovid observed:', 'Ovid'],
    ['According to Mara Ellison:', 'Mara Ellison'],
    ['Mara Ellison, who worked there, recalls:', 'Mara Ellison'],
    ['Reviewing both books, Mara Ellison asks:', 'Mara Ellison'],
    ['Mara Ellison and Tom Reed argue:', 'Mara Ellison and Tom Reed'],
    ['Mara Ellison, Tom Reed, and Jo March report:', 'Mara Ellison, Tom Reed, and Jo March'],
    ['Is it? Élodie Ørsted has this to say:', 'Élodie Ørsted'],
    ['He sailed to the U.S. in May. Mara Ellison writes:”', 'Mara Ellison'],
  ])('“%s” names %s', (introduction, author) => {
    expect(authorOf(['An earlier paragraph.', introduction])).toBe(author)
  })

  test.each([
    'He writes:',
    'She explains:',
    'The Evening Ferry reports:',
    'Some argue:',
    'Critics respond:',
    'Israel argues:',
    'Ovid writes:',
    'American sailors explain:',
    'American Sailors explain:',
    'Mara Ellison and Tom Reed argues:',
    'mara ellison writes:',
    'Mara Ellison writes',
    'Mara Ellison writes in a long essay on boats:',
    'Ana Bea Cleo Dora Eve Fay writes:',
    'According to reports:',
    'Here is the rest:',
    'The U.S. Treasury Department writes:',
    'writes:',
    ':',
    '',
  ])('“%s” names nobody for certain', (introduction) => {
    expect(authorOf([introduction])).toBeNull()
  })

  test('an introduction without paragraphs names nobody', () => {
    expect(authorOf([])).toBeNull()
  })

  test('a very long introduction is read without delay', () => {
    const from = performance.now()
    expect(authorOf([`${'says '.repeat(20_000)}:`])).toBeNull()
    expect(authorOf([`${'It says so. '.repeat(20_000)}Mara Ellison puts it this way:`])).toBe('Mara Ellison')
    expect(performance.now() - from).toBeLessThan(1000)
  })

  test('no text makes it throw', () => {
    const part = fc.constantFrom('Mara ', 'Ellison', ' and ', ', ', 'As ', ' writes', ':', '. ', 'U.S.', '”', 'in the words of ')
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(part).map((parts) => parts.join('')),
        ),
        (text) => {
          authorOf([text])
          withoutAttribution([text])
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('an introduction without its attribution', () => {
  test('keeps every sentence but the last', () => {
    expect(withoutAttribution(['One. Two? “Three.” Mara Ellison writes:'])).toEqual(['One. Two? “Three.”'])
  })

  test('loses a paragraph that was only the attribution', () => {
    expect(withoutAttribution(['One.', 'Mara Ellison writes:'])).toEqual(['One.'])
    expect(withoutAttribution(['He writes:'])).toEqual([])
  })

  test('stays as it is when it ends otherwise', () => {
    expect(withoutAttribution(['One.', 'Two.'])).toEqual(['One.', 'Two.'])
    expect(withoutAttribution([])).toEqual([])
  })

  test('is never cut at an abbreviation, a title or an initial', () => {
    expect(withoutAttribution(['It is new. In the U.S. Senate, Dr. J. Ellison of Smith & Co. Ltd. writes:'])).toEqual([
      'It is new.',
    ])
    expect(sentencesOf('Mr. Reed met St. Ana at 5 p.m. on Sept. 5, i.e. late. He left… and then? (Yes.) “Yes.” 7 ran.')).toEqual([
      'Mr. Reed met St. Ana at 5 p.m. on Sept. 5, i.e. late.',
      'He left… and then?',
      '(Yes.)',
      '“Yes.”',
      '7 ran.',
    ])
  })

  test('an introduction ends in a colon, perhaps inside a closing quote', () => {
    expect(['x:', 'x:”', "x:'", 'x :'].every(endsInAttribution)).toBe(true)
    expect(['x', 'x: y', ':x', 'x:.'].some(endsInAttribution)).toBe(false)
  })
})
