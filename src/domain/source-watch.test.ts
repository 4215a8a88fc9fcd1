import { describe, expect, test } from 'vitest'
import type { Doubt } from './article.ts'
import { englishStyle } from './house-style.ts'
import type { Excerpt } from './pick.ts'
import { decideFinding, findingOfStatus } from './source-watch.ts'

const captured = [
  'The ferry at Ostrel left when it was full. Nobody in the village owned a watch, and nobody had ever missed it.',
  'In the spring a timetable was nailed to the landing. From then on everybody was late.',
]
const excerpt: Excerpt = [
  [
    { kind: 'run', text: 'The ferry at Ostrel left when it was full. ' },
    { kind: 'elision' },
    { kind: 'run', text: ' From then on everybody was late.' },
  ],
]

function look(paragraphs: string[], more: { uncertain?: Doubt[]; movedTo?: string; captured?: readonly string[] | null } = {}) {
  const words = paragraphs.join(' ').split(/\s+/).length
  const article = { paragraphs, words, uncertain: more.uncertain ?? [] }
  const known = { excerpt, captured: more.captured === undefined ? captured : more.captured }
  return decideFinding(known, { article, movedTo: more.movedTo ?? null }, englishStyle)
}

describe('what a look at an article comes to', () => {
  test('the same, also where only what isn’t quoted was changed, or quotation marks and dashes were', () => {
    expect(look(captured)).toEqual({ state: 'same' })
    expect(look(captured.map((text) => text.replace('owned a watch', 'owned two clocks')))).toEqual({ state: 'same' })
    expect(look([...captured, 'A paragraph was added.'])).toEqual({ state: 'same' })
  })

  test('a quoted word that was altered is shown as it was and as it is, with a few around it', () => {
    const found = look(captured.map((text) => text.replace('when it was full', 'when it was loaded')))
    expect(found).toEqual({
      state: 'changed',
      passages: [
        {
          kind: 'differs',
          paragraph: 0,
          parts: [
            { kind: 'same', text: '. . . left when it was' },
            { kind: 'removed', text: 'full.' },
            { kind: 'added', text: 'loaded.' },
          ],
        },
      ],
    })
  })

  test('words that were put between what was quoted in one piece are told', () => {
    const grown = look(captured.map((text) => text.replace('at Ostrel left', 'at Ostrel, it is said, left')))
    expect(grown).toMatchObject({ state: 'changed', passages: [{ kind: 'differs' }] })
    const parts = grown.state === 'changed' && grown.passages[0]?.kind === 'differs' ? grown.passages[0].parts : []
    expect(parts.filter(({ kind }) => kind === 'added').map(({ text }) => text)).toEqual(['Ostrel, it is said,'])
  })

  test('a passage of which nothing is left, or that stands elsewhere now, is told as that', () => {
    const lost = look([captured[0] ?? '', 'Something else altogether was nailed up there one summer.'])
    expect(lost).toMatchObject({ state: 'changed', passages: [{ kind: 'lost', paragraph: 0 }] })
    expect(look(captured.toReversed())).toMatchObject({ state: 'changed', passages: [{ kind: 'elsewhere' }] })
  })

  test('behind a wall, where the page says so or has much less and none of what is quoted', () => {
    expect(look(['The ferry at Ostrel. Subscribe to read on.'], { uncertain: ['text-walled'] })).toEqual({
      state: 'walled',
      status: null,
    })
    expect(look(['Sign in, please.'])).toEqual({ state: 'walled', status: null })
    expect(look(['Please switch on JavaScript.'], { captured: null, uncertain: ['text-short'] })).toMatchObject({
      state: 'walled',
    })
    expect(look(['Nobody knows what stood here once. '.repeat(12)])).toMatchObject({ state: 'changed' })
  })

  test('moved where its address leads elsewhere and it stands there whole; gone where nothing of it does', () => {
    const movedTo = 'https://paper.example/new'
    expect(look(captured, { movedTo })).toEqual({ state: 'moved', to: movedTo })
    expect(look(['The front page of the paper, with a great many other things on it. '.repeat(6)], { movedTo })).toEqual({
      state: 'gone',
      status: null,
      to: movedTo,
    })
  })

  test('what the excerpt never had in common with the captured text isn’t held against the page', () => {
    const never = ['Something else. From then on everybody was late.']
    expect(look(never, { captured: never })).toEqual({ state: 'same' })
    expect(look(never, { captured: null })).toMatchObject({ state: 'changed', passages: [{ kind: 'lost' }] })
  })

  test.each([
    [404, 'gone'],
    [410, 'gone'],
    [401, 'walled'],
    [402, 'walled'],
    [403, 'walled'],
    [451, 'walled'],
    [429, 'unreachable'],
    [500, 'unreachable'],
    [204, 'unreachable'],
  ] as const)('an answer of %i means %s', (status, state) => {
    expect(findingOfStatus(status)).toMatchObject({ state, status })
  })
})
