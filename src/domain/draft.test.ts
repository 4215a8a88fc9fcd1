import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { picks } from '../../test/support/arbitrary.ts'
import { type Content, contentOf, decideWhole, emptyContent, listLacks } from './draft.ts'
import { englishStyle } from './house-style.ts'
import { parsePicks, printPick } from './pick-text.ts'
import { countQuotedWords } from './quoted-words.ts'
import { isAtLeast, maySee, mayWrite, roles } from './role.ts'

const rest = { visibility: 'metered', slug: null, today: '2026-11-10' } as const
const whole: Content = {
  headline: 'A headline',
  date: null,
  introduction: ['What we say.', 'Mara Ellison writes:'],
  excerpt: [[{ kind: 'run', text: 'The words.' }]],
  source: { name: 'The Paper Boat', url: null },
  author: null,
  topics: ['Boats'],
  cover: null,
}

describe('a draft', () => {
  test('made of any pick is whole, and makes that pick', () => {
    fc.assert(
      fc.property(picks, (pick) => {
        const { visibility, slug } = pick
        const read = parsePicks(printPick(pick, englishStyle))
        const made = decideWhole(contentOf(pick), { visibility, slug, today: rest.today })
        // Nobody named is whom the attribution names: a draft has no way to say that it is nobody.
        const author = made.ok && pick.author === null ? made.pick.author : pick.author
        expect(made).toEqual({ ok: true, pick: { ...(read.ok ? read.picks[0] : {}), author } })
      }),
      { numRuns: 500 },
    )
  })

  test('is tidied on its way, is dated the day it goes out, and names whom the attribution does', () => {
    const made = decideWhole({ ...whole, headline: ' A \u200bheadline ', topics: [' Boats', '', 'Boats'] }, rest)
    expect(made).toMatchObject({
      ok: true,
      pick: { headline: 'A headline', date: '2026-11-10', author: 'Mara Ellison', topics: ['Boats'], slug: null },
    })
  })

  test.each<[keyof Content, Content[keyof Content]]>([
    ['headline', ' \u200b '],
    ['introduction', []],
    ['introduction', ['We say nothing of who wrote it.']],
    ['excerpt', []],
    ['excerpt', [[{ kind: 'gloss', text: 'only ours' }]]],
    ['excerpt', [[{ kind: 'run', text: 'words' }], [{ kind: 'run', text: ' ' }]]],
    ['source', { name: ' ', url: null }],
    ['source', { name: 'Boat', url: 'javascript:alert(1)' }],
  ])('lacks its %s when that is %j', (field, value) => {
    expect(listLacks({ ...whole, [field]: value }).map((lack) => lack.field)).toEqual([field])
    expect(decideWhole({ ...whole, [field]: value }, rest).ok).toBe(false)
  })

  test('that is empty lacks everything, and one that can’t be written down says why', () => {
    expect(listLacks(emptyContent)).toHaveLength(4)
    const odd = decideWhole({ ...whole, excerpt: [[{ kind: 'run', text: 'an open [bracket' }]] }, rest)
    expect(odd).toMatchObject({ ok: false, lacks: [{ field: 'excerpt', message: expect.stringMatching(/bracket/) }] })
  })
})

test('the words quoted are those of the source: neither elisions nor glosses', () => {
  const excerpt: Content['excerpt'] = [
    [{ kind: 'run', text: 'The don’t—and 40,000 ' }, { kind: 'elision' }, { kind: 'gloss', text: 'of ours' }],
    [{ kind: 'run', text: ' two words' }],
  ]
  expect(countQuotedWords(excerpt)).toBe(7)
})

test('a role may do what a lesser one may; a contributor writes in their own drafts alone', () => {
  expect(roles.map((role) => roles.map((least) => isAtLeast(role, least)))).toEqual([
    [true, true, true],
    [false, true, true],
    [false, false, true],
  ])
  const eve = { id: 4, role: 'contributor' } as const
  const states = ['draft', 'scheduled', 'published'] as const
  expect(states.map((state) => mayWrite(eve, { createdBy: 4, state }))).toEqual([true, false, false])
  expect(states.map((state) => mayWrite(eve, { createdBy: 5, state }))).toEqual([false, false, false])
  expect(states.map((state) => mayWrite({ id: 1, role: 'editor' }, { createdBy: null, state }))).toEqual([true, true, true])
  expect([maySee(eve, { createdBy: 4 }), maySee(eve, { createdBy: null }), maySee(eve, { createdBy: 5 })]).toEqual([
    true,
    false,
    false,
  ])
})
