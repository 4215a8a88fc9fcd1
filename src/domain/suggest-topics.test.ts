import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pickWith } from '../../test/support/pick-texts.ts'
import { parsePicks } from './pick-text.ts'
import { indexFiled, leaveOneOutPrecision, suggestTopics } from './suggest-topics.ts'

const about = (headline: string, ...topics: string[]) =>
  pickWith({ headline, introduction: [], excerpt: [[{ kind: 'run', text: headline }]], topics })
const filed = indexFiled([
  about('Orchards in the valley lose their bees', 'Orchards', 'Insects'),
  about('The bees came back to one orchard', 'Insects'),
  about('A bridge opens in the harbor', 'Bridges'),
  about('Why the harbor bridge was painted green', 'Bridges', 'Paint'),
])

test('topics are suggested by how picks with the same telling words were filed, the likeliest first', () => {
  const names = (headline: string) => suggestTopics(about(headline), filed).map(({ topic }) => topic)
  expect(names('What the orchard owes its bees')).toEqual(['Orchards', 'Insects'])
  expect(names('The harbor gets another crossing')[0]).toBe('Bridges')
  expect(names('Nothing alike')).toEqual([])
})

test('a topic that is named in the text comes forward', () => {
  expect(suggestTopics(about('The price of paint'), filed)[0]?.topic).toBe('Paint')
})

test('measured on itself, a pick’s own filing is not counted', () => {
  expect(leaveOneOutPrecision([about('One of a kind', 'Alone'), about('Quite another', 'Other')], 1)).toMatchObject({
    suggested: 0,
  })
  expect(leaveOneOutPrecision([], 1)).toEqual({ k: 1, suggested: 0, byFrequency: 0 })
})

test('on the sample magazine suggestions are right more often than always naming the most frequent topics', () => {
  const folder = new URL('../../samples/', import.meta.url)
  const picks = readdirSync(folder).flatMap((name) => {
    const parsed = parsePicks(readFileSync(new URL(name, folder), 'utf8'))
    return parsed.ok ? parsed.picks : []
  })
  for (const k of [1, 3]) {
    const { suggested, byFrequency } = leaveOneOutPrecision(picks, k)
    expect(suggested).toBeGreaterThan(byFrequency * 1.5)
  }
})
