import { hash, randomBytes } from 'node:crypto'
import type { Db } from '../../data/schema.ts'
import { listStaff } from '../../data/staff.ts'
import { normalEmail } from '../../domain/email.ts'
import { isRole, type Role, roles } from '../../domain/role.ts'
import { addStaff, changeRole, removeStaff, type StaffDeps } from '../../flows/change-staff.ts'
import { makeConsoleCode } from '../../flows/make-recovery-codes.ts'
import { createSecrets } from '../../kit/secret-token.ts'
import { type Cli, type Command, configOf, counted, parse, Refused, suggest, UsageError, withMagazine } from '../command.ts'

const verbs = ['list', 'add', 'remove', 'code']

export const staffCommand: Command = {
  summary: 'say who works at the desk',
  usage: [
    'staff [list] [--data DIR]',
    'staff add EMAIL [--role ROLE] [--data DIR]',
    'staff remove EMAIL [--data DIR]',
    'staff code EMAIL [--data DIR]',
  ],
  help: `Whoever is added signs in at /desk with that address. To add somebody who is there already
changes their role. A magazine that has an owner keeps one.

\`staff code\` is for somebody who has lost their passkeys and recovery codes: it prints a code that
lets them in once within a day, after they have signed in by mail. All owners are told when it is used.

  --role ROLE  owner (also people, access and the audit log), editor (every pick; this is
               what it is without --role), or contributor (own drafts, and publishes nothing)
  --data DIR   the folder of the magazine, whatever DATABASE_URL says`,

  async run(args, cli) {
    const { values, positionals } = parse(args, { data: { type: 'string' }, role: { type: 'string' } })
    const [verb = 'list', email, ...more] = positionals
    if (!verbs.includes(verb)) throw new UsageError(`“${verb}” can’t be done with staff. ${suggest(verb, verbs)}`)
    const tooMuch = verb === 'list' ? email : more[0]
    if (tooMuch !== undefined) throw new UsageError(`“${tooMuch}” is too much.`)
    if (values.role !== undefined && verb !== 'add') throw new UsageError('--role goes with add.')
    const role = roleOf(values.role)
    const config = configOf(cli, { data: values.data })
    if (verb === 'list') return withMagazine(cli, config, ({ db }) => list(cli, db))
    const address = addressOf(email)
    return withMagazine(cli, config, ({ db }) => {
      if (verb === 'code') return code(cli, db, address)
      const deps: StaffDeps = { db, now: cli.now(), hash: (text) => hash('sha256', text, 'base64url'), by: 'console' }
      return verb === 'add' ? add(cli, deps, address, role) : remove(cli, deps, address)
    })
  },
}

async function list(cli: Cli, db: Db): Promise<0> {
  const staff = await listStaff(db)
  if (staff.length === 0) await cli.out('Nobody has a role yet. `tessera staff add EMAIL --role owner` begins.\n')
  for (const { email, name, role } of staff) await cli.out(`${role.padEnd(12)} ${email}${name === '' ? '' : ` (${name})`}\n`)
  return 0
}

async function add(cli: Cli, deps: StaffDeps, email: string, role: Role): Promise<0> {
  const added = await addStaff(deps, { email, role })
  if (added.kind === 'bad-address') throw new UsageError(`“${email}” is not an e-mail address.`)
  if (added.kind === 'already') {
    const change = await changeRole(deps, { memberId: await idOf(deps.db, email), role })
    if (change.kind === 'last-owner') throw new Refused(`${email} is the only owner. Make somebody else one first.`)
  }
  await cli.out(`${email} is ${role === 'contributor' ? 'a' : 'an'} ${role} now, and signs in at /desk.\n`)
  return 0
}

async function remove(cli: Cli, deps: StaffDeps, email: string): Promise<0> {
  const removed = await removeStaff(deps, { memberId: await idOf(deps.db, email) })
  if (removed.kind === 'last-owner') throw new Refused(`${email} is the only owner. Make somebody else one first.`)
  const held = removed.kind === 'changed' ? removed.held : 0
  const rest =
    held === 0 ? '' : ` ${counted(held, 'pick')} they had planned ${held === 1 ? 'waits' : 'wait'} for somebody else to do so.`
  await cli.out(`${email} has no role any more.${rest}\n`)
  return 0
}

async function code(cli: Cli, db: Db, email: string): Promise<0> {
  const memberId = await idOf(db, email)
  const toText = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
  const secrets = createSecrets({ randomBytes, toText, hash: (text) => hash('sha256', text, 'base64url') })
  const made = await makeConsoleCode({ db, secrets, now: cli.now() }, memberId)
  await cli.out(`${made}\n`)
  cli.err(`Good for ${email} once, until this time tomorrow: sign in by mail at /desk and enter it there.\n`)
  return 0
}

async function idOf(db: Db, email: string): Promise<number> {
  const staff = await listStaff(db)
  const person = staff.find((one) => one.email === email)
  if (!person)
    throw new Refused(
      `${email} has no role. ${
        staff.length === 0
          ? 'Nobody has one.'
          : suggest(
              email,
              staff.map((one) => one.email),
            )
      }`,
    )
  return person.id
}

function roleOf(typed: string | undefined): Role {
  if (typed === undefined) return 'editor'
  if (!isRole(typed)) throw new UsageError(`“${typed}” is no role. ${suggest(typed, roles)}`)
  return typed
}

function addressOf(typed: string | undefined): string {
  if (typed === undefined) throw new UsageError('Whom? Say their e-mail address.')
  const address = normalEmail(typed)
  if (address === null) throw new UsageError(`“${typed}” is not an e-mail address.`)
  return address
}
