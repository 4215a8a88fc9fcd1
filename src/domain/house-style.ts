/** Every way of marking an elision that reading knows; a magazine chooses one of them for printing. */
export const elisionMarks = ['. . .', '...', '…', '[. . .]', '[...]', '[…]'] as const

export type ElisionMark = (typeof elisionMarks)[number]

/** How dates are written. The patterns may hold {weekday} {month} {mon} {day} {year}. */
export type DateStyle = {
  /** January first, like the two lists after it. */
  months: readonly string[]
  monthsShort: readonly string[]
  monthLetters: readonly string[]
  /** Monday first. */
  weekdays: readonly string[]
  date: string
  day: string
  dayWithYear: string
  month: string
}

/** A magazine's way of writing, as data: nothing else in the code spells a date or an elision. */
export type HouseStyle = {
  elision: ElisionMark
  date: DateStyle
  /** Quotation marks that may stand for one another in a passage quoted; the first of each list is what they are compared as. */
  quotes: readonly string[]
  /** How an introduction ends: a sentence that may hold {author} and {verb}, the verb where none is remembered, and others to choose from. */
  attribution: { sentence: string; verb: string; otherVerbs: readonly string[] }
}

/** The style Tessera ships with: "Sept. 13 2018" and spaced elisions. */
export const englishStyle: HouseStyle = {
  elision: '. . .',
  attribution: { sentence: '{author} {verb}:', verb: 'writes', otherVerbs: ['comments', 'explains', 'argues', 'reports'] },
  quotes: ['"“”„‟″', "'‘’‚‛′ʼ"],
  date: {
    months: [
      'January',
      'February',
      'March',
      'April',
      'May',
      'June',
      'July',
      'August',
      'September',
      'October',
      'November',
      'December',
    ],
    monthsShort: ['Jan.', 'Feb.', 'March', 'April', 'May', 'June', 'July', 'Aug.', 'Sept.', 'Oct.', 'Nov.', 'Dec.'],
    monthLetters: ['J', 'F', 'M', 'A', 'M', 'J', 'J', 'A', 'S', 'O', 'N', 'D'],
    weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    date: '{mon} {day} {year}',
    day: '{weekday}, {mon} {day}',
    dayWithYear: '{weekday}, {mon} {day} {year}',
    month: '{month} {year}',
  },
}
