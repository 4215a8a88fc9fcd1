import type { Db } from '../data/schema.ts'
import { printCsvRow } from '../domain/csv.ts'
import type { Calendar } from '../domain/zone.ts'
import { type ListedMember, showMembers } from './show-member.ts'
import { type AuditDeps, writeAudit } from './write-audit.ts'

type Deps = AuditDeps & { db: Db; calendar: Pick<Calendar, 'dateAt'> }

/** The columns of the file. `importMembers` reads those it has a use for, and knows the others. */
export const memberColumns = ['email', 'name', 'comp until', 'since', 'has', 'until', 'seats'] as const
/** What stands in the column of a comp without an end. */
export const always = 'always'

const atOnce = 500

/** Writes down that the list was taken, and gives it row by row, by address, as it is at the time each page of it is read. */
export async function exportMembers(deps: Deps): Promise<AsyncGenerator<string>> {
  const { db, now } = deps
  await db.transaction().execute((trx) => writeAudit(trx, deps, { what: 'exportMembers', subject: 'members' }))
  return rows({ db, now, calendar: deps.calendar })
}

async function* rows({ db, now, calendar }: Pick<Deps, 'db' | 'now' | 'calendar'>): AsyncGenerator<string> {
  yield printCsvRow(memberColumns)
  const filter = { search: '', kind: null, newsletter: null, groupId: null, limit: atOnce }
  for (let after: string | null = null; ; ) {
    const members: ListedMember[] = await showMembers({ db, now }, { ...filter, after })
    if (members.length > 0) yield members.map((member) => printCsvRow(cellsOf(member, calendar))).join('')
    after = members.at(-1)?.email ?? null
    if (members.length < atOnce) return
  }
}

function cellsOf({ email, name, since, holds, seats }: ListedMember, calendar: Pick<Calendar, 'dateAt'>): string[] {
  const lastDay = (until: Date | null) => (until === null ? always : calendar.dateAt(new Date(until.getTime() - 1)))
  const comp = holds.find(({ kind }) => kind === 'comp')
  const [first] = holds
  return [
    email,
    name,
    comp ? lastDay(comp.until) : '',
    calendar.dateAt(since),
    holds.map(({ plan, kind }) => `${plan} (${kind})`).join('; '),
    first ? lastDay(first.until) : '',
    seats.join('; '),
  ]
}
