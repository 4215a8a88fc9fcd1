import { hash } from 'node:crypto'
import { findBrokenEntry, loadAuditHead } from '../data/audit.ts'
import type { Database } from '../data/database.ts'
import { listStaff } from '../data/staff.ts'
import { type Finding, problem } from './checks.ts'
import { counted } from './command.ts'

/** Whether somebody owns the magazine, and whether the audit log is as it was written. */
export async function checkDesk({ db }: Pick<Database, 'db'>): Promise<Finding[]> {
  const staff = await listStaff(db)
  const owners = staff.filter(({ role }) => role === 'owner').length
  const people: Finding =
    owners === 0
      ? {
          kind: 'hint',
          text: 'Nobody owns the magazine. Follow the link that `tessera start` prints, or use `tessera staff add`.',
        }
      : {
          kind: 'ok',
          text: `${counted(staff.length, 'person').replace('persons', 'people')} at the desk, ${counted(owners, 'owner')}`,
        }
  return [people, await checkAudit(db)]
}

async function checkAudit(db: Database['db']): Promise<Finding> {
  const broken = await findBrokenEntry(db, (text) => hash('sha256', text, 'base64url'))
  if (broken !== null)
    return problem(
      `The audit log was changed from outside: entry ${broken} isn’t what was written, or is missing. Compare it with a backup.`,
    )
  const { number, hash: head } = await loadAuditHead(db)
  const mark = number === 0 ? '' : `; the newest is ${head.slice(0, 16)}`
  return {
    kind: 'ok',
    text: `The audit log is whole: ${number === 1 ? '1 entry' : `${number.toLocaleString('en-US')} entries`}${mark}`,
  }
}
