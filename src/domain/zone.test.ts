import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from './calendar-date.ts'
import { calendarOf, isZone, localDateAt } from './zone.ts'

const zones = [
  'Europe/Berlin',
  'Pacific/Auckland',
  'Pacific/Apia',
  'Asia/Kolkata',
  'America/New_York',
  'Africa/Cairo',
  'America/St_Johns',
  'America/Sao_Paulo',
  'UTC',
]
const calendars = zones.map(calendarOf)
const anyCalendar = fc.constantFrom(...calendars)
// From before the odd changes of 2009–2011 to well after the leap day of 2028.
const anyInstant = fc.date({ min: new Date('2009-01-01T00:00:00Z'), max: new Date('2030-01-01T00:00:00Z'), noInvalidDate: true })

function at(text: string): Date {
  return new Date(text)
}

describe('a calendar', () => {
  test('an instant belongs to exactly one day: from its first instant to the last before the next [RL-12]', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, (calendar, instant) => {
        const date = calendar.dateAt(instant)
        expect(calendar.startOf(date).getTime()).toBeLessThanOrEqual(instant.getTime())
        expect(calendar.startOf(addDays(date, 1)).getTime()).toBeGreaterThan(instant.getTime())
      }),
      { numRuns: 300 },
    )
  })

  test('days never run backwards, in whichever order instants are asked for [RL-12]', () => {
    fc.assert(
      fc.property(anyCalendar, fc.array(anyInstant, { minLength: 2, maxLength: 6 }), (calendar, instants) => {
        const asked = instants.map((instant) => ({ instant, date: calendar.dateAt(instant) }))
        const inOrder = asked.toSorted((a, b) => a.instant.getTime() - b.instant.getTime()).map(({ date }) => date)
        expect(inOrder).toEqual(inOrder.toSorted())
      }),
      { numRuns: 200 },
    )
  })

  test.each(zones)('in %s the last millisecond of a month belongs to it and the next one does not [PW-28]', (zone) => {
    const calendar = calendarOf(zone)
    for (const first of ['2026-01-01', '2026-03-01', '2026-04-01', '2026-11-01', '2028-02-29', '2028-03-01', '2029-01-01']) {
      const start = calendar.startOf(first)
      expect(calendar.dateAt(start)).toBe(first)
      expect(calendar.dateAt(new Date(start.getTime() - 1))).toBe(addDays(first, -1))
    }
  })

  test('a day of the European changes of 2026 has 23 and 25 hours [PW-28]', () => {
    const berlin = calendarOf('Europe/Berlin')
    const hours = (date: string) => (berlin.startOf(addDays(date, 1)).getTime() - berlin.startOf(date).getTime()) / 3_600_000
    expect([hours('2026-03-28'), hours('2026-03-29'), hours('2026-10-25')]).toEqual([24, 23, 25])
    expect(localDateAt('Europe/Berlin', at('2026-10-25T22:59:59.999Z'))).toBe('2026-10-25')
    expect(localDateAt('Europe/Berlin', at('2026-10-25T23:00:00Z'))).toBe('2026-10-26')
  })

  test('a day whose midnight is skipped starts at 01:00', () => {
    expect(calendarOf('America/Sao_Paulo').startOf('2017-10-15')).toEqual(at('2017-10-15T03:00:00Z'))
    expect(localDateAt('America/Sao_Paulo', at('2017-10-15T02:59:59.999Z'))).toBe('2017-10-14')
    expect(calendarOf('Africa/Cairo').startOf('2026-04-24')).toEqual(at('2026-04-23T22:00:00Z'))
  })

  test('a day that a zone left out starts and ends with the next one', () => {
    expect(calendarOf('Pacific/Apia').startOf('2011-12-30')).toEqual(calendarOf('Pacific/Apia').startOf('2011-12-31'))
    expect(localDateAt('Pacific/Apia', at('2011-12-30T09:59:59.999Z'))).toBe('2011-12-29')
    expect(localDateAt('Pacific/Apia', at('2011-12-30T10:00:00Z'))).toBe('2011-12-31')
  })

  test('a month that has begun goes on where the clocks go back across midnight', () => {
    // Newfoundland went from 00:01 on 1 November 2009 back to 23:01 on 31 October.
    const dates = ['02:29:59', '02:30:30', '02:40:00'].map((time) => localDateAt('America/St_Johns', at(`2009-11-01T${time}Z`)))
    expect(dates).toEqual(['2009-10-31', '2009-11-01', '2009-11-01'])
  })

  test('one instant has a date of its own in each zone', () => {
    const newYear = at('2026-12-31T12:30:00Z')
    expect(localDateAt('Pacific/Auckland', newYear)).toBe('2027-01-01')
    expect(localDateAt('Asia/Kolkata', newYear)).toBe('2026-12-31')
    expect(localDateAt('America/New_York', newYear)).toBe('2026-12-31')
  })

  test('what is not an instant has no date', () => {
    const utc = calendarOf('UTC')
    utc.dateAt(at('2026-03-05T00:00:00Z'))
    expect(() => utc.dateAt(new Date(Number.NaN))).toThrow(RangeError)
  })
})

describe('isZone', () => {
  test('knows the names of zones and nothing else', () => {
    expect(zones.every(isZone)).toBe(true)
    expect(['', '+02:00', 'Europe/Ossamere', 'Berlin', ' UTC'].some(isZone)).toBe(false)
  })
})
