import { expect, test } from 'vitest'
import { monthsLater, readMoment } from './moment.ts'
import { calendarOf } from './zone.ts'

const berlin = calendarOf('Europe/Berlin')
const read = (text: string, edge: 'from' | 'until') => readMoment(text, edge, berlin)?.toISOString() ?? null

test('a day is meant whole, on the magazine’s calendar', () => {
  expect(read('2026-12-31', 'from')).toBe('2026-12-30T23:00:00.000Z')
  expect(read('2026-12-31', 'until')).toBe('2026-12-31T23:00:00.000Z')
  expect(read(' 2026-03-29 ', 'until')).toBe('2026-03-29T22:00:00.000Z')
})

test('a moment is taken to the second, where it says how it is meant', () => {
  expect(read('2026-12-31T18:00:01Z', 'until')).toBe('2026-12-31T18:00:01.000Z')
  expect(read('2026-12-31T18:00+01:00', 'from')).toBe('2026-12-31T17:00:00.000Z')
})

test.each(['2026-12-31T18:00:00', '2026-02-30', '2026-02-30T10:00:00Z', '31.12.2026', '2026-12-31T25:00:00Z', 'tomorrow', ''])(
  '“%s” is no moment',
  (text) => {
    expect(read(text, 'from')).toBeNull()
  },
)

test('months are the calendar’s: midnight stays midnight, and a short month ends early', () => {
  const later = (from: string, months: number) => monthsLater(new Date(from), months, berlin).toISOString()
  expect(later('2026-12-23T23:00:00Z', 12)).toBe('2027-12-23T23:00:00.000Z')
  expect(later('2026-02-27T23:00:00Z', 3)).toBe('2026-05-27T22:00:00.000Z')
  expect(later('2027-01-31T10:00:00Z', 1)).toBe('2027-02-28T10:00:00.000Z')
  expect(later('2026-11-10T12:34:56Z', 1)).toBe('2026-12-10T12:34:56.000Z')
})
