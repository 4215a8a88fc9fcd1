import { describe, expect, test } from 'vitest'
import { readExcerpt } from '../../../test/support/quotations.ts'
import { englishStyle } from '../house-style.ts'
import { checkExcerpt } from './check-excerpt.ts'
import { quotedShare } from './quoted-share.ts'
import { indexSource } from './source-index.ts'

const source = [
  'The pilots of Tolm kept no charts. They kept songs, one for each channel – and a well-known quarrel over the last verse.',
  'Whoever sang it wrong ran aground. “That,” said my grandmother, “is how we know that it was right.” The pilots of Tolm never wrote it down.',
  'A surveyor came in 1914–18. He heard the songs… and bought a chart.',
].join('\n\n')
const check = (...lines: string[]) => checkExcerpt(readExcerpt(...lines), source, englishStyle)
const at = (words: string) => ({ start: source.indexOf(words), end: source.indexOf(words) + words.length })

describe('an excerpt held against its source', () => {
  test.each([
    ['[t]he pilots of Tolm kept no charts. . . . Whoever sang it wrong ran aground.'],
    ['They kept songs -- one'.replace(' -- one', ', one for each channel -- and a well-known quarrel')],
    ['"That," said my grandmother, "is how we know'],
    ['They kept [for themselves] songs, one for each channel [and a] quarrel over the last verse.'],
    ['The [boatmen] of Tolm never wrote it down.'],
    ['A surveyor [arrived] in 1914-18. He heard the songs . . . and bought a chart.'],
    ['He hear[s] the songs'],
  ])('“%s” is true to it', (line) => {
    expect(check(line)).toMatchObject({ isFaithful: true })
  })

  test.each([
    ['They kept songs, two for each channel', { kind: 'changed', source: { text: 'one' }, excerpt: 'two' }],
    ['They kept songs for each channel', { kind: 'changed', source: { text: 'songs,' }, excerpt: 'songs' }],
    ['Whoever sang it very wrong ran aground.', { kind: 'added', excerpt: 'very' }],
    [
      'Whoever sang wrong ran aground.',
      { kind: 'missing', source: { text: 'it', ...at('it wrong'), end: at('it wrong').start + 2 } },
    ],
    ['whoever sang it wrong ran aground.', { kind: 'changed', source: { text: 'Whoever' }, excerpt: 'whoever' }],
    ['The pilots of Tolm kept. . . . Whoever sang it', { kind: 'changed', source: { text: 'kept' }, excerpt: 'kept.' }],
    ['over the last verse. [W]hoever sang it rong ran aground.', { kind: 'changed', source: { text: 'wrong' }, excerpt: 'rong' }],
  ])('in “%s” the word is named', (line, step) => {
    const result = check(line)
    expect(result.isFaithful).toBe(false)
    const steps = result.runs.flatMap((run) => (run.kind === 'differs' ? run.words : []))
    expect(steps.filter(({ kind }) => kind !== 'same')).toContainEqual(
      expect.objectContaining({ ...step, ...('source' in step && { source: expect.objectContaining(step.source) }) }),
    )
  })

  test('words cut in two, and a letter in brackets that is another letter, are refused', () => {
    for (const line of ['a well . . . quarrel', 'known quarrel', '[X]he pilots of Tolm', 'came in 19', '[h]ilots of Tolm'])
      expect(check(line).isFaithful, line).toBe(false)
  })

  test('a paragraph begun where words are left out without an elision is named with what is missing', () => {
    expect(check('kept no charts.', 'Whoever sang it')).toMatchObject({
      isFaithful: false,
      gaps: [
        {
          before: 1,
          kind: 'unmarked',
          leftOut: at('They kept songs, one for each channel – and a well-known quarrel over the last verse.'),
        },
      ],
    })
    expect(check('over the last verse.', 'Whoever sang it')).toMatchObject({ isFaithful: true, gaps: [] })
  })

  test('a gloss stands for a few words, not for a sentence', () => {
    expect(check('kept songs, [each with] a well-known quarrel').isFaithful).toBe(true)
    expect(check('kept no charts. [Instead] a well-known quarrel')).toMatchObject({
      isFaithful: false,
      gaps: [{ kind: 'unmarked' }],
    })
  })

  test('an elision says where it stands; one where nothing is left out is only noticed', () => {
    const kinds = (...lines: string[]) => check(...lines).gaps.map((gap) => (gap.kind === 'elision' ? gap.place : gap.kind))
    expect(kinds('. . . They kept . . . a well-known quarrel . . .')).toEqual(['at-the-start', 'within-sentence', 'at-the-end'])
    expect(kinds('ran aground. . . . The pilots')).toEqual(['after-sentence'])
    expect(kinds('kept no charts. . . .', 'Whoever')).toEqual(['between-paragraphs'])
    expect(kinds('They kept songs . . . one for')).toEqual(['empty-elision'])
    expect(kinds('heard the songs . . . and bought')).toEqual(['own-dots'])
    expect(check('They kept songs . . . one for').isFaithful).toBe(true)
  })

  test('a passage that occurs twice is taken where the excerpt can be true', () => {
    const twice = 'Low water came. The boats lay still. Low water came.\n\nThe boats went out.'
    const of = (...lines: string[]) => checkExcerpt(readExcerpt(...lines), twice, englishStyle)
    // The earliest place of the first run would leave words out between it and the second.
    expect(of('Low water came.', 'The boats went out.')).toMatchObject({ isFaithful: true, runs: [{ at: { start: 37 } }, {}] })
    expect(of('Low water came. . . . The boats')).toMatchObject({
      isFaithful: true,
      runs: [{ at: { start: 0 } }, { at: { start: 54 } }],
    })
    expect(of('Low water . . . Low water . . . Low water').isFaithful).toBe(false)
  })

  test('a run in the wrong place is told from one that is nowhere', () => {
    expect(check('A surveyor came . . . They kept songs').runs.map(({ kind }) => kind)).toEqual(['out-of-order', 'verbatim'])
    expect(check('Entirely other matters').runs).toMatchObject([{ kind: 'not-found', words: [{ excerpt: 'Entirely' }, {}, {}] }])
  })

  test('the share counts words of runs, not of glosses, and says how much room the limit leaves', () => {
    const index = indexSource('One two three four five six seven eight nine ten', englishStyle)
    const excerpt = readExcerpt('[o]ne two [or so] . . . nine'.replace('[o]ne', '[O]ne'))
    expect(quotedShare(excerpt, index, { style: englishStyle, limit: 40 })).toEqual({
      words: 3,
      sourceWords: 10,
      percent: 30,
      wordsLeft: 1,
      runs: 2,
      elisions: 1,
      glosses: 2,
    })
    expect(quotedShare([], index, { style: englishStyle, limit: null })).toMatchObject({ words: 0, wordsLeft: null })
  })
})
