import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSlug, numberedSlug, slugOf } from './slug.ts'

describe('an address', () => {
  test.each([
    ['The Ferry’s Last “Night”', 'the-ferrys-last-night'],
    ['Straße, Ærø, Łódź, Đakovo & Þór', 'strasse-aero-lodz-dakovo-thor'],
    ['Crème brûlée in São Tomé', 'creme-brulee-in-sao-tome'],
    ['U.S. Rivers by J.K. Aldo', 'us-rivers-by-jk-aldo'],
    ['A 2.5% rise -- why?', 'a-2-5-rise-why'],
    ['ﬁne İstanbul ²', 'fine-istanbul-2'],
  ])('“%s” is %s', (headline, slug) => {
    expect(slugOf(headline)).toBe(slug)
  })

  test('words without a Latin letter still have an address', () => {
    expect(slugOf('東京')).toBe('pick')
    expect(slugOf('')).toBe('pick')
  })

  test('a long headline is cut between words', () => {
    const slug = slugOf('seven words '.repeat(20))
    expect(slug.length).toBeLessThanOrEqual(80)
    expect(slug).toMatch(/(seven|words)$/)
    expect(slugOf('x'.repeat(200))).toHaveLength(80)
  })

  test('every headline gives an address that is its own address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (headline) => {
        const slug = slugOf(headline)
        expect(isSlug(slug)).toBe(true)
        expect(slugOf(slug)).toBe(slug)
      }),
    )
  })

  test('numbered addresses are different from one another and no longer than the rest', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{60,80}(-[a-z]{1,9}){0,2}$/), (headline) => {
        const slugs = [1, 2, 3, 10, 1000].map((nth) => numberedSlug(slugOf(headline), nth))
        expect(new Set(slugs).size).toBe(slugs.length)
        for (const slug of slugs) expect(isSlug(slug)).toBe(true)
      }),
    )
  })

  test.each(['', 'Ferry', 'a--b', '-a', 'a-', 'a b', 'é', 'x'.repeat(81)])('“%s” is no address', (text) => {
    expect(isSlug(text)).toBe(false)
  })
})
