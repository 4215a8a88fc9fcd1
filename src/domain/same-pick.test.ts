import { describe, expect, test } from 'vitest'
import { pickWith } from '../../test/support/pick-texts.ts'
import { decideSamePick, withSlug } from './same-pick.ts'

const pick = pickWith({ headline: 'Low Water', date: '2026-10-02' })
const known = (slug: string, parts: { headline?: string; date?: string } = {}) => ({
  slug,
  headline: 'Low Water',
  date: '2026-10-02',
  ...parts,
})

describe('which pick a text is', () => {
  test('the same headline on the same day is the same pick, whatever slug it got', () => {
    expect(decideSamePick(pick, [known('low-water-2')])).toEqual({ kind: 'known', pick: known('low-water-2') })
  })

  test('of two picks with one headline and day, a text without a slug is the one whose slug the headline gives', () => {
    const two = [known('low-water-2'), known('low-water')]
    expect(decideSamePick(pick, two)).toEqual({ kind: 'known', pick: known('low-water') })
    expect(decideSamePick({ ...pick, slug: 'low-water-2' }, two)).toEqual({ kind: 'known', pick: known('low-water-2') })
  })

  test('a text that names its slug stays that pick when its headline or its day is changed', () => {
    const named = { ...pick, slug: 'tide' }
    for (const holder of [known('tide', { headline: 'High Water' }), known('tide', { date: '2026-10-03' })]) {
      expect(decideSamePick(named, [holder])).toEqual({ kind: 'known', pick: holder })
    }
  })

  test('a slug that another pick has is refused, and the reason names that pick', () => {
    const other = known('tide', { headline: 'High Water', date: '2026-09-09' })
    const decided = decideSamePick({ ...pick, slug: 'tide' }, [other])
    expect(decided).toEqual({ kind: 'refused', reason: expect.stringMatching(/tide.*“High Water” of 2026-09-09/) })
  })

  test('a slug that nobody has makes a new pick, even beside one of the same headline and day', () => {
    expect(decideSamePick({ ...pick, slug: 'tide' }, [known('low-water')])).toEqual({ kind: 'new' })
    expect(decideSamePick(pick, [])).toEqual({ kind: 'new' })
  })

  test('a text names its slug only where the headline doesn’t give it', () => {
    expect(withSlug(pick, 'low-water').slug).toBeNull()
    expect(withSlug(pick, 'low-water-2').slug).toBe('low-water-2')
  })
})
