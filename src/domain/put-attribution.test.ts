import fc from 'fast-check'
import { expect, test } from 'vitest'
import { presentAttribution, putAttribution } from './put-attribution.ts'

const writes = 'Mara Ellison writes:'

test('an attribution is put behind the last words of the introduction, or begins one', () => {
  expect(putAttribution([], writes)).toEqual({ introduction: [writes], replaced: null })
  expect(putAttribution(['First.', 'It was late. '], writes)).toEqual({
    introduction: ['First.', `It was late. ${writes}`],
    replaced: null,
  })
})

test('one that stands there gives way and is named, and no other word changes', () => {
  expect(putAttribution(['It was  late. Mara Ellison comments:'], writes)).toEqual({
    introduction: [`It was  late. ${writes}`],
    replaced: 'Mara Ellison comments:',
  })
  expect(putAttribution(['As she put it to Dr. Reed:'], writes)).toEqual({
    introduction: [writes],
    replaced: 'As she put it to Dr. Reed:',
  })
  expect(putAttribution([`Late. ${writes}`], writes)).toEqual({ introduction: [`Late. ${writes}`], replaced: null })
  const offered = ['Mara Ellison comments:', writes]
  expect(putAttribution([`In haste ${writes}`], 'Mara Ellison comments:', offered)).toEqual({
    introduction: ['In haste Mara Ellison comments:'],
    replaced: writes,
  })
})

test('whatever was typed, all of it is either still there or named, and putting the same again changes nothing', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'B', ' ', '.', ':', '”', '?') })
  fc.assert(
    fc.property(fc.array(text, { maxLength: 3 }), (introduction) => {
      const { introduction: put, replaced } = putAttribution(introduction, writes)
      const last = introduction.at(-1) ?? ''
      expect(put.slice(0, -1)).toEqual(introduction.slice(0, -1))
      expect(put.at(-1)?.slice(0, -writes.length).trim()).toBe(last.slice(0, last.length - (replaced ?? '').length).trim())
      expect(last.endsWith(replaced ?? '')).toBe(true)
      expect(presentAttribution(put, [writes])).toBe(writes)
      expect(putAttribution(put, writes)).toEqual({ introduction: put, replaced: null })
    }),
  )
})
