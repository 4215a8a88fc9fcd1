import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, startOfMonth } from './calendar-date.ts'
import { currentPeriod } from './period.ts'
import type { LocalDate } from './pick.ts'
import type { PeriodKind } from './policy.ts'
import { calendarOf } from './zone.ts'

const month: PeriodKind = { kind: 'month' }
const week: PeriodKind = { kind: 'week' }
const rolling = (days: number): PeriodKind => ({ kind: 'rolling', days })

const zones = [
  'Europe/Berlin',
  'Pacific/Auckland',
  'Pacific/Apia',
  'Asia/Kolkata',
  'America/New_York',
  'Africa/Cairo',
  'America/St_Johns',
  'UTC',
]
const calendars = zones.map(calendarOf)
const anyDate = fc.integer({ min: 0, max: 1500 }).map((days) => addDays('2026-01-01', days))
const anyKind = fc.oneof(
  fc.constant(month),
  fc.constant(week),
  fc.integer({ min: 1, max: 60 }).map((days) => rolling(days)),
)

describe('currentPeriod', () => {
  test('a month runs from its first day to its last', () => {
    expect(currentPeriod(month, '2026-03-01', null)).toEqual({ start: '2026-03-01', opensAgain: '2026-04-01' })
    expect(currentPeriod(month, '2028-02-29', null)).toEqual({ start: '2028-02-01', opensAgain: '2028-03-01' })
    expect(currentPeriod(month, '2026-12-31', '2026-12-01')).toEqual({ start: '2026-12-01', opensAgain: '2027-01-01' })
  })

  test('a week runs from Monday to Sunday, also across the new year', () => {
    expect(currentPeriod(week, '2026-03-29', null)).toEqual({ start: '2026-03-23', opensAgain: '2026-03-30' })
    expect(currentPeriod(week, '2027-01-01', null)).toEqual({ start: '2026-12-28', opensAgain: '2027-01-04' })
  })

  test('a rolling period opens with the first reading and lasts its days', () => {
    expect(currentPeriod(rolling(30), '2026-03-05', null)).toEqual({ start: '2026-03-05', opensAgain: '2026-04-04' })
    expect(currentPeriod(rolling(30), '2026-04-03', '2026-03-05')).toEqual({ start: '2026-03-05', opensAgain: '2026-04-04' })
    expect(currentPeriod(rolling(30), '2026-04-09', '2026-03-05')).toEqual({ start: '2026-04-09', opensAgain: '2026-05-09' })
    expect(currentPeriod(rolling(1), '2026-03-06', '2026-03-05').start).toBe('2026-03-06')
  })

  test('is never earlier than the newest in the ledger, and reading opens again on the very day it names [PW-28]', () => {
    fc.assert(
      fc.property(anyKind, anyDate, fc.option(anyDate), (kind, today, newest) => {
        const { start, opensAgain } = currentPeriod(kind, today, newest)
        if (newest !== null) expect(start >= newest).toBe(true)
        expect(opensAgain > today && opensAgain > start).toBe(true)
        expect(currentPeriod(kind, addDays(opensAgain, -1), start).start).toBe(start)
        expect(currentPeriod(kind, opensAgain, start).start > start).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('asking twice gives the same period', () => {
    fc.assert(
      fc.property(anyKind, anyDate, fc.option(anyDate), (kind, today, newest) => {
        const period = currentPeriod(kind, today, newest)
        expect(currentPeriod(kind, today, period.start)).toEqual(period)
      }),
    )
  })

  test('the periods of a reader only ever move forward, whatever the clock, the zone and the policy do [PW-28] [RL-12]', () => {
    const step = fc.record({
      calendar: fc.constantFrom(...calendars),
      kind: anyKind,
      hours: fc.oneof(fc.constantFrom(-1, 1, -40 * 24, 40 * 24), fc.integer({ min: -2000, max: 2000 })),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let clock = Date.parse('2026-10-20T21:59:59.999Z')
        let newest: LocalDate | null = null
        for (const { calendar, kind, hours } of steps) {
          clock += hours * 3_600_000
          const { start } = currentPeriod(kind, calendar.dateAt(new Date(clock)), newest)
          if (newest !== null) expect(start >= newest).toBe(true)
          newest = start
        }
      }),
      { numRuns: 200 },
    )
  })

  test.each(zones)(
    'in %s a month is given once: a clock stepping back 1 h or 40 days over its start gives nothing again [PW-28]',
    (zone) => {
      const calendar = calendarOf(zone)
      for (const first of ['2026-04-01', '2026-11-01', '2027-01-01', '2028-03-01']) {
        const start = calendar.startOf(first).getTime()
        const last = currentPeriod(month, calendar.dateAt(new Date(start - 1)), null)
        expect(last.start).toBe(startOfMonth(addDays(first, -1)))
        const next = currentPeriod(month, calendar.dateAt(new Date(start)), last.start)
        expect(next.start).toBe(first)
        for (const back of [1, 40 * 24]) {
          const stepped = calendar.dateAt(new Date(start - back * 3_600_000))
          expect(currentPeriod(month, stepped, next.start)).toEqual(next)
        }
      }
    },
  )

  test.each(zones)('in %s the nights of 29 March and 25 October 2026 begin no week twice [PW-28]', (zone) => {
    const calendar = calendarOf(zone)
    for (const monday of ['2026-03-30', '2026-10-26']) {
      const start = calendar.startOf(monday).getTime()
      const starts: LocalDate[] = []
      for (let minutes = -48 * 60; minutes <= 48 * 60; minutes += 30) {
        starts.push(currentPeriod(week, calendar.dateAt(new Date(start + minutes * 60_000)), starts.at(-1) ?? null).start)
      }
      expect([...new Set(starts)]).toEqual([addDays(monday, -7), monday])
      expect(starts.indexOf(monday)).toBe(96)
    }
  })
})

describe('a change of policy', () => {
  test('from week to month: the readings of the running week stand until the month ends', () => {
    expect(currentPeriod(month, '2026-03-18', '2026-03-16')).toEqual({ start: '2026-03-16', opensAgain: '2026-04-01' })
  })

  test('from month to week: the running week is a new period', () => {
    expect(currentPeriod(week, '2026-03-18', '2026-03-01')).toEqual({ start: '2026-03-16', opensAgain: '2026-03-23' })
  })

  test('from month to rolling days: the window is counted from the start of the month', () => {
    expect(currentPeriod(rolling(30), '2026-03-18', '2026-03-01')).toEqual({ start: '2026-03-01', opensAgain: '2026-03-31' })
    expect(currentPeriod(rolling(7), '2026-03-18', '2026-03-01')).toEqual({ start: '2026-03-18', opensAgain: '2026-03-25' })
  })

  test('from rolling days to month or week: a window that is newer stands until the next month or week', () => {
    expect(currentPeriod(month, '2026-03-18', '2026-03-10')).toEqual({ start: '2026-03-10', opensAgain: '2026-04-01' })
    expect(currentPeriod(week, '2026-03-18', '2026-03-17')).toEqual({ start: '2026-03-17', opensAgain: '2026-03-23' })
  })
})
