import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bindToWords, type Stretch } from '../../src/views/bound-text.ts'

type Kind = 'run' | 'elision'

function run(text: string): Stretch<Kind> {
  return { kind: 'run', text }
}

const elision: Stretch<Kind> = { kind: 'elision', text: '. . .' }

function boundParts(stretches: Stretch<Kind>[]): string[] {
  return bindToWords(stretches, 'elision')
    .filter((group) => group.isBound)
    .map((group) => group.stretches.map((stretch) => stretch.text).join(''))
}

test('an elision stays with the word before it and the punctuation after it', () => {
  expect(boundParts([run('It stopped there. '), elision, run(' Then it went on')])).toEqual(['there. . . .'])
  expect(boundParts([run('“so it went '), elision, run('.” And')])).toEqual(['went . . ..”'])
})

test('an elision that opens a paragraph is kept in one piece', () => {
  expect(boundParts([elision, run(' and so on')])).toEqual(['. . .'])
})

test('of a word too long for a line only the end is bound', () => {
  expect(boundParts([run(`${'a'.repeat(80)} `), elision])).toEqual([`${'a'.repeat(17)} . . .`])
})

test('what two elisions share is bound once, whatever stands between them', () => {
  expect(boundParts([elision, run('.” '), elision, run('! And so '), elision])).toEqual(['. . ..” . . .!', 'so . . .'])
  expect(boundParts([elision, elision, run(', '), elision])).toEqual(['. . .. . ., . . .'])
})

test('thousands of elisions are bound without delay', () => {
  const from = performance.now()
  const spread = Array.from({ length: 4_000 }, () => [run('and then '), elision, run('. So it')]).flat()
  expect(boundParts(spread)).toHaveLength(4_000)
  const crowded = Array.from({ length: 4_000 }, () => ({ ...elision, text: '…' }))
  expect(boundParts(crowded)).toHaveLength(1)
  expect(performance.now() - from).toBeLessThan(5_000)
})

test('binding changes neither the text nor what each part of it is', () => {
  const stretch = fc.oneof(fc.constant(elision), fc.string().map(run))
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 8 }), (stretches) => {
      const after = bindToWords(stretches, 'elision').flatMap((group) => group.stretches)
      for (const kind of ['run', 'elision'] as const) expect(textOf(after, kind)).toBe(textOf(stretches, kind))
      expect(after.map(({ text }) => text).join('')).toBe(stretches.map(({ text }) => text).join(''))
    }),
  )
})

function textOf(stretches: Stretch<Kind>[], kind: Kind): string {
  return stretches
    .filter((stretch) => stretch.kind === kind)
    .map(({ text }) => text)
    .join('')
}
