import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarOf, isLocalTime } from './zone.ts'

// With days that are skipped or repeated, changes at midnight, by half an hour, and by a whole day.
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Asia/Kathmandu',
]
const zone = fc.constantFrom(...zones, 'Pacific/Apia', 'America/Scoresbysund', 'Atlantic/Azores')
const minute = 60_000
const hour = 60 * minute
const moments = fc
  .integer({ min: Date.parse('2000-01-01T00:00Z') / minute, max: Date.parse('2035-01-01T00:00Z') / minute })
  .map((count) => count * minute)

test('a time on a clock is the first moment at which that clock shows it or a later one', () => {
  fc.assert(
    fc.property(zone, moments, (name, wall) => {
      const calendar = calendarOf(name)
      const time = new Date(wall).toISOString().slice(0, 16)
      const { at } = calendar.momentOf(time)
      expect(calendar.timeAt(at) >= time).toBe(true)
      // No minute of the two days before shows it, or anything later, without being one of the clock's own backward steps.
      expect(calendar.timeAt(new Date(at.getTime() - minute)) < time).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})

test('and what it says of the clock is so: shown once, skipped, or shown twice', () => {
  fc.assert(
    fc.property(zone, moments, (name, wall) => {
      const calendar = calendarOf(name)
      const time = new Date(wall).toISOString().slice(0, 16)
      const { at, clock } = calendar.momentOf(time)
      const shown = showings(name, time, wall)
      expect(clock).toBe(shown.length === 0 ? 'skipped' : shown.length === 1 ? 'plain' : 'twice')
      if (shown.length > 0) expect(at.getTime()).toBe(shown[0])
    }),
    { numRuns: 60 },
  )
})

test('the nights on which clocks change are as they are in the almanac', () => {
  const berlin = calendarOf('Europe/Berlin')
  const at = (time: string) => {
    const { at: moment, clock } = berlin.momentOf(time)
    return `${moment.toISOString()} ${clock}`
  }
  expect(at('2026-03-29T01:59')).toBe('2026-03-29T00:59:00.000Z plain')
  expect(at('2026-03-29T02:00')).toBe('2026-03-29T01:00:00.000Z skipped')
  expect(at('2026-03-29T02:59')).toBe('2026-03-29T01:00:00.000Z skipped')
  expect(at('2026-03-29T03:00')).toBe('2026-03-29T01:00:00.000Z plain')
  expect(at('2026-10-25T01:59')).toBe('2026-10-24T23:59:00.000Z plain')
  expect(at('2026-10-25T02:00')).toBe('2026-10-25T00:00:00.000Z twice')
  expect(at('2026-10-25T02:59')).toBe('2026-10-25T00:59:00.000Z twice')
  expect(at('2026-10-25T03:00')).toBe('2026-10-25T02:00:00.000Z plain')
  // Samoa had no 30 December in 2011.
  const { at: moment, clock } = calendarOf('Pacific/Apia').momentOf('2011-12-30T12:00')
  expect([moment.toISOString(), clock]).toEqual(['2011-12-30T10:00:00.000Z', 'skipped'])
})

test('a time is a day that exists with hours and minutes', () => {
  expect(isLocalTime('2026-12-01T08:00')).toBe(true)
  for (const text of ['2026-02-30T08:00', '2026-12-01T24:00', '2026-12-01T08:60', '2026-12-01 08:00', '2026-12-01T08:00:00', ''])
    expect(isLocalTime(text), text).toBe(false)
})

/** Every minute around the time at which the zone's clock shows it, found by looking at all of them. */
function showings(zone: string, time: string, wall: number): number[] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  const found: number[] = []
  for (let at = wall - 27 * hour; at <= wall + 27 * hour; at += minute)
    if (format.format(at).replace(' ', 'T') === time) found.push(at)
  return found
}
