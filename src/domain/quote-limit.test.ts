import { describe, expect, test } from 'vitest'
import { limitOf, type Quoting, warnOfQuoting } from './quote-limit.ts'

const fine: Quoting = {
  source: 'The Blank Atlas',
  limit: 500,
  others: 400,
  words: 100,
  permission: { kind: 'none', until: null },
  today: '2026-11-10',
}
const warn = (change: Partial<Quoting>) => warnOfQuoting({ ...fine, ...change }).map(({ message }) => message)

describe('before a pick goes out', () => {
  test('the limit is told when it is passed, and not when it is just reached or there is none', () => {
    expect(warn({})).toEqual([])
    expect(warn({ limit: null, others: 90_000 })).toEqual([])
    expect(warn({ words: 101 })).toEqual(['With this pick 501 words of The Blank Atlas are quoted this month; 500 is the limit.'])
    expect(warn({ words: 0, others: 900 })).toEqual([])
  })

  test('a permission that was refused or has run out is told', () => {
    expect(warn({ permission: { kind: 'refused', until: null } })).toEqual(['The Blank Atlas has refused to be quoted.'])
    expect(warn({ permission: { kind: 'granted', until: '2026-11-09' } })).toEqual([
      'The permission to quote The Blank Atlas has run out.',
    ])
    for (const until of ['2026-11-10', null]) expect(warn({ permission: { kind: 'granted', until } })).toEqual([])
    expect(warn({ permission: { kind: 'asked', until: null } })).toEqual([])
  })

  test('a source’s own limit goes before the magazine’s, also where it is none', () => {
    expect([limitOf(null, 500), limitOf(200, 500), limitOf(0, 500), limitOf(null, 0)]).toEqual([500, 200, null, null])
  })
})
