import { isLocalDate } from '../domain/calendar-date.ts'
import { readCsv } from '../domain/csv.ts'
import { normalEmail } from '../domain/email.ts'
import { readMoment } from '../domain/moment.ts'
import { readOwnName } from '../domain/own-name.ts'
import type { Calendar } from '../domain/zone.ts'
import { longestName } from './change-account.ts'
import { always, memberColumns } from './export-members.ts'

/** A member as a line of the file has them. `comp`: until when; null there for without an end, and null itself for none. */
export type ReadMember = { line: number; email: string; name: string; comp: { until: Date | null } | null }

/** A line that can't be used, and why. */
export type LineProblem = { line: number; reason: string }

export type MembersRead = { ok: true; members: ReadMember[] } | { ok: false; problems: LineProblem[] }

/** The most lines a file may have: it is read in one go, while other changes wait. */
const mostLines = 5_000
const mostProblems = 100

/** Reads a list of members: their address, and if the file has it a name and until when they are comped. Strict: one bad line refuses the file. */
export function readMembers(text: string, calendar: Pick<Calendar, 'startOf'>, now: Date): MembersRead {
  const table = readCsv(text)
  if (!table.ok) return refused([{ line: table.line, reason: table.reason }])
  const [head, ...rows] = table.rows
  if (!head)
    return refused([{ line: 1, reason: 'The file is empty. Its first line names the columns: email, name, comp until.' }])
  const columns = head.cells.map((cell) => cell.trim().toLowerCase())
  const strange = findStrangeColumn(columns)
  if (strange !== null) return refused([{ line: head.line, reason: strange }])
  if (rows.length > mostLines)
    return refused([{ line: head.line, reason: `There are ${rows.length} lines. Take ${mostLines} at a time.` }])
  const members: ReadMember[] = []
  const problems: LineProblem[] = []
  const seen = new Map<string, number>()
  for (const { line, cells } of rows) {
    const read = readRow({ line, cells, columns, calendar, now })
    const twin = 'email' in read ? seen.get(read.email) : undefined
    if ('reason' in read) problems.push(read)
    else if (twin !== undefined) problems.push({ line, reason: `${read.email} stands on line ${twin} already.` })
    else members.push(read)
    if ('email' in read) seen.set(read.email, line)
  }
  return problems.length > 0 ? refused(problems.slice(0, mostProblems)) : { ok: true, members }
}

function findStrangeColumn(columns: readonly string[]): string | null {
  const strange = columns.find((column) => !memberColumns.some((known) => known === column))
  if (strange !== undefined)
    return `There is no column “${strange}”. It can have email, name and comp until, with commas between them.`
  if (new Set(columns).size < columns.length) return 'A column stands there twice.'
  return columns.includes('email') ? null : 'The column email is missing.'
}

type Row = { line: number; cells: string[]; columns: string[]; calendar: Pick<Calendar, 'startOf'>; now: Date }

function readRow({ line, cells, columns, calendar, now }: Row): ReadMember | LineProblem {
  if (cells.length !== columns.length) return { line, reason: `It has ${cells.length} cells and not ${columns.length}.` }
  const cell = (column: string) => cells[columns.indexOf(column)]?.trim() ?? ''
  const email = normalEmail(cell('email'))
  if (email === null) return { line, reason: `“${cell('email').slice(0, 80)}” is not an e-mail address.` }
  const name = readOwnName(cell('name'), longestName)
  if (name === null) return { line, reason: `A name has ${longestName} letters at the most, all on one line.` }
  const until = cell('comp until')
  if (until === '') return { line, email, name, comp: null }
  if (until === always) return { line, email, name, comp: { until: null } }
  const moment = isLocalDate(until) ? readMoment(until, 'until', calendar) : null
  if (moment === null) return { line, reason: `“${until.slice(0, 40)}” is not a day such as 2026-12-31, nor “${always}”.` }
  return moment <= now ? { line, reason: `${until} is past.` } : { line, email, name, comp: { until: moment } }
}

function refused(problems: LineProblem[]): MembersRead {
  return { ok: false, problems }
}
