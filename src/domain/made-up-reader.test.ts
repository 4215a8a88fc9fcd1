import { expect, test } from 'vitest'
import { decideForMadeUp, type MadeUpReader, madeUpReaders, mostLeft } from './made-up-reader.ts'
import type { Visibility } from './pick.ts'

const period = { start: '2026-11-01', opensAgain: '2026-12-01' }
const asked = (visibility: Visibility, left: number | null = null) => ({
  pick: { id: 7, visibility },
  allowance: { visitor: 3, member: 5 },
  left,
  period,
})
const came = (reader: MadeUpReader, visibility: Visibility, left: number | null = null) => {
  const { access } = decideForMadeUp(reader, asked(visibility, left))
  if (access.kind === 'lead') return access.why
  return access.kind === 'open' ? `open: ${access.why}` : `${access.kind} ${access.nth}, ${access.left} left`
}

test('a reader with readings left spends one, and one with none is at the wall', () => {
  expect([3, 2, 1, 0].map((left) => came('visitor', 'metered', left))).toEqual([
    'counted 1, 2 left',
    'counted 2, 1 left',
    'counted 3, 0 left',
    'allowance-spent',
  ])
  expect(came('member', 'metered')).toBe('counted 1, 4 left')
  expect(came('former-subscriber', 'metered', 0)).toBe('allowance-spent')
  expect(came('visitor', 'metered', 99)).toBe('counted 1, 2 left')
  expect(decideForMadeUp('visitor', asked('metered', 0))).toMatchObject({ allowance: 3, period })
})

test('each kind of reader gets of each kind of pick what the meter gives one who is there', () => {
  const table = Object.fromEntries(
    madeUpReaders.map((reader) => [
      reader,
      (['open', 'metered', 'subscribers-only'] as const).map((visibility) => came(reader, visibility)),
    ]),
  )
  expect(table).toEqual({
    visitor: ['open: open', 'counted 1, 2 left', 'subscribers-only'],
    newcomer: ['open: open', 'sign-up-first', 'subscribers-only'],
    member: ['open: open', 'counted 1, 4 left', 'subscribers-only'],
    'former-subscriber': ['open: open', 'counted 1, 4 left', 'subscribers-only'],
    subscriber: ['open: open', 'open: subscriber', 'open: subscriber'],
    'metered-subscriber': ['open: open', 'open: subscriber', 'subscribers-only'],
    guest: ['open: open', 'open: gift', 'open: gift'],
    robot: ['open: open', 'open: crawler', 'subscribers-only'],
  })
})

test('readings left can be chosen only where they make a difference', () => {
  const most = (visibility: Visibility) => madeUpReaders.filter((reader) => mostLeft(reader, asked(visibility)) !== null)
  expect(most('metered')).toEqual(['visitor', 'member', 'former-subscriber'])
  expect([...most('open'), ...most('subscribers-only')]).toEqual([])
  expect([mostLeft('visitor', asked('metered')), mostLeft('member', asked('metered'))]).toEqual([3, 5])
})
