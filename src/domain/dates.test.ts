import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dates } from '../../test/support/arbitrary.ts'
import { addMonths } from './calendar-date.ts'
import { printDate, printDay, printMonth, printMonthLetter } from './dates.ts'
import { type DateStyle, englishStyle, type HouseStyle } from './house-style.ts'
import { readDate } from './read-date.ts'

const french: DateStyle = {
  ...englishStyle.date,
  months: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
  monthsShort: 'janv. févr. mars avr. mai juin juill. août sept. oct. nov. déc.'.split(' '),
  weekdays: 'lundi mardi mercredi jeudi vendredi samedi dimanche'.split(' '),
  date: '{day} {mon} {year}',
}
const frenchStyle: HouseStyle = { ...englishStyle, date: french }

describe('a written date', () => {
  test.each([
    'Sept. 13 2018',
    'Sept. 13, 2018',
    'Sept 13 2018',
    'Sep. 13 2018',
    'SEP 13, 2018',
    'Sept.13,2018',
    'September 13 2018',
    'September 13th, 2018',
    'the 13th of September, 2018',
    '13 September 2018',
    '13. September 2018',
    '13 Sept 2018',
    '13-Sep-2018',
    '2018 September 13',
    'Thursday, September 13, 2018',
    'Thursday 13 September 2018',
    'Thurs., Sept. 13 2018',
    '2018-09-13',
    '2018/9/13',
    '13.9.2018',
    '13. 9. 2018',
    '9/13/2018',
    '13/09/2018',
    ' Sept.\u00a013\u20092018\ufeff ',
  ])('“%s” is 2018-09-13', (text) => {
    expect(readDate(text)).toEqual({ ok: true, date: '2018-09-13' })
  })

  test('numbers that could be two days are refused with the reason', () => {
    for (const text of ['9/10/2018', '10.9.2018', '1-2-2018'])
      expect(readDate(text)).toMatchObject({ ok: false, isDateLike: true, reason: expect.stringContaining('could each be') })
    expect(readDate('9/9/2018')).toEqual({ ok: true, date: '2018-09-09' })
  })

  test.each([
    ['Feb. 29 2018', 'no day 29 in February 2018'],
    ['2018-02-30', 'no day 30'],
    ['31/04/2018', 'no day 31'],
    ['Sept. 0 2018', 'no day 0'],
    ['2018-13-13', 'no month 13'],
    ['13/13/2018', 'no month 13'],
    ['Jan. 1 0000', 'no year 0'],
    ['Sept. 13', 'no year'],
    ['Sept. 13 18', 'no year of four digits'],
    ['9/13/18', 'four digits'],
    ['Sept. 2018', 'can’t be read'],
    ['Friday, Sept. 13 2018', 'is a Thursday, not a Friday'],
  ])('“%s” is refused: %s', (text, reason) => {
    expect(readDate(text)).toMatchObject({ ok: false, isDateLike: true, reason: expect.stringContaining(reason) })
  })

  test.each([
    '',
    'Rivers',
    'May',
    '13',
    '2018',
    'March on the capital',
    'On Sept. 13 2018',
    'Sept. 13 2018 and after',
    'x'.repeat(10_000),
    '1 1 1 1',
  ])('“%.30s” is no date at all', (text) => {
    expect(readDate(text)).toMatchObject({ ok: false, isDateLike: false })
  })

  test('a date printed in the house style reads back to the same day, in any language', () => {
    fc.assert(
      fc.property(dates, fc.constantFrom(englishStyle, frenchStyle), (date, style) => {
        expect(readDate(printDate(style, date), style)).toEqual({ ok: true, date })
        expect(readDate(printDay(style, date, { withYear: true }), style)).toEqual({ ok: true, date })
      }),
    )
  })

  test('English is read in a magazine of another language too', () => {
    expect(readDate('13 août 2018', frenchStyle)).toEqual({ ok: true, date: '2018-08-13' })
    expect(readDate('Aug. 13 2018', frenchStyle)).toEqual({ ok: true, date: '2018-08-13' })
    expect(readDate('13 jui 2018', frenchStyle)).toMatchObject({ ok: false })
  })

  test('no text makes reading a date throw', () => {
    const part = fc.constantFrom('9', '13', '2018', '0', 'Sept.', 'May', 'Thursday', ' ', ',', '.', '/', '-', 'th', 'of')
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(part).map((parts) => parts.join('')),
        ),
        (text) => {
          readDate(text)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('the house style of dates', () => {
  test('the twelve months are written as the house shortens them', () => {
    const printed = Array.from({ length: 12 }, (_, index) => printDate(englishStyle, addMonths('2018-01-05', index)))
    expect(printed.map((text) => text.split(' ')[0])).toEqual(
      'Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.'.split(' '),
    )
    expect(printed[8]).toBe('Sept. 5 2018')
  })

  test('a day has its weekday, and the year only where it is asked for', () => {
    expect(printDay(englishStyle, '2018-09-13', { withYear: false })).toBe('Thursday, Sept. 13')
    expect(printDay(englishStyle, '2018-09-13', { withYear: true })).toBe('Thursday, Sept. 13 2018')
  })

  test('a month is written in full, or as one letter', () => {
    expect(printMonth(englishStyle, '2018-09')).toBe('September 2018')
    expect(printMonth(englishStyle, '2018-09-13')).toBe('September 2018')
    expect(printMonthLetter(englishStyle, '2018-09')).toBe('S')
    expect(() => printMonth(englishStyle, '2018-13')).toThrow(RangeError)
  })
})
