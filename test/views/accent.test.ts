import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accentsOf, contrastsOf } from '../../src/domain/accent.ts'
import { accentStylesheet } from '../../src/views/accent.ts'

const paper = '#fdfdfb'
const night = '#15171c'

test('any color a magazine picks can be read on paper and in the dark', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (number) => {
      const { light, dark } = accentsOf(`#${number.toString(16).padStart(6, '0')}`)
      const said = contrastsOf(`#${number.toString(16).padStart(6, '0')}`)
      expect(said.light).toBeCloseTo(contrast(light, paper), 6)
      expect(said.dark).toBeCloseTo(contrast(dark, night), 6)
      expect(contrast(light, paper)).toBeGreaterThanOrEqual(5.8)
      expect(contrast(dark, night)).toBeGreaterThanOrEqual(5.8)
    }),
    { numRuns: 500 },
  )
})

test('a color that is dark enough is used as it was given', () => {
  expect(accentsOf('#23409b').light).toBe('#23409b')
  expect(accentsOf('#7a1f2b').light).toBe('#7a1f2b')
})

test('only a color gets into the stylesheet', () => {
  const hostile = accentStylesheet('red}body{background:url(//evil.example)')
  expect(hostile).toBe(accentStylesheet('#23409b'))
  expect(hostile).toMatch(/^:root\{--accent:#[0-9a-f]{6}\}@media/)
})

function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
