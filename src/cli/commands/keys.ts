import { hash, randomBytes } from 'node:crypto'
import { listSigningKeys } from '../../data/signing-keys.ts'
import { tellRotation } from '../../domain/rotation.ts'
import { rotateEverything } from '../../flows/rotate-everything.ts'
import { retireKey, rotateKeys } from '../../flows/rotate-keys.ts'
import { type Cli, type Command, configOf, parse, Refused, suggest, UsageError, withMagazine } from '../command.ts'

const verbs = ['list', 'rotate', 'retire']

export const keysCommand: Command = {
  summary: 'show and change the keys that sign visitors’ cookies',
  usage: ['keys [list] [--data DIR]', 'keys rotate [--everything] [--data DIR]', 'keys retire ID [--data DIR]'],
  help: `With rotate a new key signs from a minute later on. The older ones are still believed, so nobody's count
begins anew, and visitors get a new cookie when they come by. With retire a key isn't believed any more:
a visitor who hasn't come by since it was replaced is a new one then, so wait a month or more. Members
stay signed in whatever you do with keys alone. A running server follows within a second.

  --everything  with rotate: ends every session, gift link, invitation and sign-in under way as
                well, and believes no older key: for the day somebody may have seen the database
  --data DIR    the folder of the magazine, whatever DATABASE_URL says`,

  async run(args, cli) {
    const { values, positionals } = parse(args, { data: { type: 'string' }, everything: { type: 'boolean' } })
    const [verb = 'list', id] = positionals
    const wanted = { list: 1, rotate: 1, retire: 2 }[verb]
    if (wanted === undefined) throw new UsageError(`“${verb}” can’t be done with keys. ${suggest(verb, verbs)}`)
    if (positionals.length > wanted) throw new UsageError(`“${positionals[wanted]}” is too much.`)
    if (values.everything && verb !== 'rotate') throw new UsageError('--everything goes with rotate.')
    const config = configOf(cli, { data: values.data })
    if (verb === 'list') return list(cli, config)
    if (verb === 'rotate') return values.everything ? changeEverything(cli, config) : rotate(cli, config)
    if (id === undefined) throw new UsageError('Which key? `tessera keys` lists them.')
    return retire(cli, config, id)
  },
}

type Config = ReturnType<typeof configOf>

async function list(cli: Cli, config: Config): Promise<0> {
  const keys = await withMagazine(cli, config, ({ db }) => listSigningKeys(db))
  const signing = keys.find((key) => key.signsFrom <= cli.now())
  if (keys.length === 0) await cli.out('There is no key yet. The first start makes one.\n')
  for (const { id, signsFrom } of keys) {
    const state = id === signing?.id ? 'signs since' : signsFrom > cli.now() ? 'will sign from' : 'believed; signed from'
    await cli.out(`${id}  ${state} ${signsFrom.toISOString().slice(0, 16).replace('T', ' ')}\n`)
  }
  return 0
}

async function rotate(cli: Cli, config: Config): Promise<0> {
  const fresh = freshKey()
  const from = await withMagazine(cli, config, ({ db }) => rotateKeys(db, fresh, cli.now()))
  await cli.out(
    `${fresh.id} signs from ${from.toISOString().slice(0, 16).replace('T', ' ')} UTC on; the older keys are still believed.\n`,
  )
  return 0
}

async function retire(cli: Cli, config: Config, id: string): Promise<0> {
  const retired = await withMagazine(cli, config, ({ db }) => retireKey(db, id, cli.now()))
  if (retired === 'unknown') throw new Refused(`There is no key ${id}. \`tessera keys\` lists those there are.`)
  if (retired === 'signs')
    throw new Refused(`${id} is the key that signs. Bring in another with \`tessera keys rotate\`, and wait until it does.`)
  await cli.out(`${id} is believed no more.\n`)
  return 0
}

async function changeEverything(cli: Cli, config: Config): Promise<0> {
  const sha256 = (text: string) => hash('sha256', text, 'base64url')
  const deps = { now: cli.now(), hash: sha256, by: 'console' as const }
  const ended = await withMagazine(cli, config, ({ db }) => rotateEverything({ ...deps, db }, freshKey()))
  await cli.out(`${tellRotation(ended, 'after').join('\n')}\n`)
  return 0
}

function freshKey(): { id: string; secret: string } {
  return { id: randomBytes(4).toString('hex'), secret: randomBytes(32).toString('base64url') }
}
