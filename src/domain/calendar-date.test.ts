import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  dateOfParts,
  daysInMonth,
  isLocalDate,
  nextMonth,
  partsOf,
  startOfMonth,
  startOfWeek,
  weekdayOf,
} from './calendar-date.ts'

const DAY_MS = 86_400_000
const FIRST = Date.UTC(1601, 0, 1) / DAY_MS
const dates = fc.integer({ min: FIRST, max: FIRST + 600_000 }).map((day) => new Date(day * DAY_MS))
const text = (date: Date) => date.toISOString().slice(0, 10)

describe('calendar dates', () => {
  test('adding days agrees with the platform calendar over sixteen centuries', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -9000, max: 9000 }), (date, days) => {
        expect(addDays(text(date), days)).toBe(text(new Date(date.getTime() + days * DAY_MS)))
      }),
    )
  })

  test('the weekday agrees with the platform calendar', () => {
    fc.assert(
      fc.property(dates, (date) => {
        expect(weekdayOf(text(date)) % 7).toBe(date.getUTCDay())
      }),
    )
    expect(weekdayOf('2024-01-01')).toBe(1)
    expect(weekdayOf('2024-01-07')).toBe(7)
  })

  test('every day of two leap cycles follows the one before it', () => {
    let date = '1995-12-31'
    for (let day = Date.UTC(1995, 11, 31); day < Date.UTC(2005, 0, 2); day += DAY_MS) {
      expect(date).toBe(text(new Date(day)))
      date = addDays(date, 1)
    }
  })

  test('a week starts on the Monday on or before the day', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const monday = startOfWeek(text(date))
        expect(weekdayOf(monday)).toBe(1)
        expect(monday <= text(date) && text(date) <= addDays(monday, 6)).toBe(true)
      }),
    )
  })

  test('a month later keeps the day where the month has it and takes the last day where it has not', () => {
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
    expect(addMonths('2023-01-31', 1)).toBe('2023-02-28')
    expect(addMonths('2023-12-15', 1)).toBe('2024-01-15')
    expect(addMonths('2023-01-15', -13)).toBe('2021-12-15')
  })

  test('months start on their first day and follow one another over the turn of the year', () => {
    expect(startOfMonth('2024-02-29')).toBe('2024-02-01')
    expect(nextMonth('2024-12-31')).toBe('2025-01-01')
  })

  test('the century years are leap only every four hundred years', () => {
    expect([1900, 2000, 2023, 2024].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 28, 29])
  })

  test('a day that does not exist is no date', () => {
    for (const bad of [
      '2023-02-29',
      '2023-13-01',
      '2023-00-10',
      '2023-01-32',
      '0000-01-01',
      '2023-1-1',
      '',
      '2023-01-01T00',
      '２０２３-01-01',
    ])
      expect(isLocalDate(bad)).toBe(false)
    expect(dateOfParts({ year: 2023, month: 4, day: 30.5 })).toBeNull()
    expect(() => partsOf('2023-02-30')).toThrow(RangeError)
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError)
  })
})
