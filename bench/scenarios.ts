import type { Target } from './requests.ts'
import { slugOfPick, vocabulary } from './text.ts'
import { newCookies } from './visitors.ts'

/** Visitors who have each read three picks, which is their allowance. Sixteen groups of them have read the same three. */
export type Readers = { cookies: string[]; newest: number }

export type Scenario = {
  name: string
  /** CPU per request at most, as a multiple of the bare server's; null where nothing was promised. */
  limit: number | null
  /** How many times more or fewer requests of this kind are sent, since some cost so much more. */
  share: number
  /** Whether each of its requests adds a row to the ledger. */
  counts: boolean
  requests: (readers: Readers, count: number) => Target[]
}

const groups = 16
const allowance = 3
const queries = [[2, 9], [5, 120], [30, 45], [150], [3, 700], [12, 13, 14]].map((words) =>
  words.map((index) => vocabulary[index]).join('+'),
)

/** What is measured, in the order of the report. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'metered pick, already counted',
    limit: 1.5,
    share: 1,
    counts: false,
    requests: (readers, count) =>
      each(count, (index) => opened(readers, index, Math.floor(index / readers.cookies.length) % allowance)),
  },
  {
    name: 'metered pick, newly counted',
    limit: 2,
    share: 1,
    counts: true,
    requests: ({ newest }, count) =>
      firstReadings({ cookies: newCookies(Math.ceil(count / allowance)), newest })
        .flat()
        .slice(0, count),
  },
  {
    name: 'metered pick, at the wall',
    limit: 1.5,
    share: 1,
    counts: false,
    requests: ({ cookies, newest }, count) =>
      each(count, (index) => ({
        path: pathOf(newest - groups * allowance - (index % groups)),
        cookie: cookieOf(cookies, index),
      })),
  },
  {
    name: 'front page',
    limit: null,
    share: 1,
    counts: false,
    requests: ({ cookies }, count) => each(count, (index) => ({ path: '/', cookie: cookieOf(cookies, index) })),
  },
  {
    name: 'search',
    limit: null,
    share: 0.1,
    counts: false,
    requests: ({ cookies }, count) =>
      each(count, (index) => ({ path: `/search?q=${queries[index % queries.length]}`, cookie: cookieOf(cookies, index) })),
  },
  {
    name: 'next pick of a stream, already counted',
    limit: null,
    share: 1,
    counts: false,
    requests: (readers, count) =>
      each(count, (index) => {
        const { path, cookie } = opened(readers, index, 1)
        return { path: `${path}/stream?after=${numberOf(readers, index, 0) + 1}`, cookie }
      }),
  },
]

/** What a visitor's first requests are that spend their allowance: everyone's first reading, then everyone's second and third. */
export function firstReadings(readers: Readers): Target[][] {
  return each(allowance, (nth) => readers.cookies.map((_, index) => opened(readers, index, nth)))
}

/** A pick that one of the readers has open, and one that the wall stands before. */
export function examples(readers: Readers): { open: number; walled: number } {
  return { open: numberOf(readers, 0, 0), walled: readers.newest - groups * allowance }
}

function opened(readers: Readers, index: number, nth: number): Target {
  return { path: pathOf(numberOf(readers, index, nth)), cookie: cookieOf(readers.cookies, index) }
}

function numberOf({ cookies, newest }: Readers, index: number, nth: number): number {
  return newest - ((index % cookies.length) % groups) * allowance - nth
}

function pathOf(number: number): string {
  return `/picks/${slugOfPick(number)}`
}

function cookieOf(cookies: readonly string[], index: number): string {
  return cookies[index % cookies.length] ?? ''
}

function each<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index))
}
