import { type Config, ConfigError } from '../../config.ts'
import { checkPasskeys } from '../check-passkeys.ts'
import { checkPayments } from '../check-payments.ts'
import {
  checkAddress,
  checkDatabase,
  checkFolder,
  checkGifts,
  checkMail,
  checkNode,
  checkPlans,
  checkSettings,
  type Finding,
  problem,
  tellCensus,
} from '../checks.ts'
import {
  type Cli,
  type Command,
  configOf,
  findNoMagazine,
  openDatabase,
  parse,
  placeOf,
  Refused,
  UsageError,
} from '../command.ts'
import { checkDesk } from '../desk-checks.ts'
import { explainError } from '../explain-error.ts'
import { checkGroups } from '../group-checks.ts'
import { checkWatch } from '../watch-check.ts'

export const doctorCommand: Command = {
  summary: 'see whether everything is in order',
  usage: ['doctor [--data DIR]'],
  help: `Looks at the machine, the database and the settings, and says how to mend what isn't right.
It changes nothing, but brings an older magazine's database up to date as every command
does. The exit code is 1 when there is a problem.

  --data DIR  the folder of the magazine, whatever DATABASE_URL says`,

  async run(args, cli) {
    const { values, positionals } = parse(args, { data: { type: 'string' } })
    if (positionals.length > 0)
      throw new UsageError(`What is “${positionals[0]}”? The folder of the magazine is named with --data.`)
    let problems = 0
    for await (const { kind, text } of examine(cli, values.data)) {
      await cli.out(`${(kind === 'problem' ? 'PROBLEM' : kind).padEnd(7)}  ${text}\n`)
      if (kind === 'problem') problems += 1
    }
    await cli.out(
      problems === 0 ? '\nEverything is in order.\n' : `\n${problems === 1 ? '1 problem' : `${problems} problems`}.\n`,
    )
    return problems === 0 ? 0 : 1
  },
}

/** One finding after another, as they are made. What a finding rests on must be there: without a database nothing is said of its insides. */
async function* examine(cli: Cli, data: string | undefined): AsyncGenerator<Finding> {
  yield checkNode(process.versions.node)
  const config = readOrExplain(cli, data)
  if (Array.isArray(config)) {
    yield* config
    return
  }
  yield checkAddress(config)
  const missing = findNoMagazine(config)
  if (missing !== null) {
    yield problem(missing)
    return
  }
  if (config.databaseUrl === null) yield await checkFolder(config.dataFolder)
  yield* examineDatabase(cli, config)
}

async function* examineDatabase(cli: Cli, config: Config): AsyncGenerator<Finding> {
  const now = cli.now()
  try {
    const database = await openDatabase(cli, placeOf(config))
    try {
      yield* await checkDatabase(database)
      yield* await checkSettings(database, now)
      yield await checkPlans(database, now)
      yield* await checkPayments(database, config, now)
      yield await checkMail(database, config, now)
      yield await checkPasskeys(database, config)
      yield* await checkGroups(database, config, now)
      yield await checkGifts(database, now)
      yield* await checkDesk(database)
      yield await checkWatch(database, config, now)
      yield await tellCensus(database, now)
    } finally {
      await database.close()
    }
  } catch (error) {
    const reason = error instanceof Refused ? error.message : explainError(error, placeOf(config))
    if (reason === null) throw error
    yield problem(reason)
  }
}

function readOrExplain(cli: Cli, data: string | undefined): Config | Finding[] {
  try {
    return configOf(cli, { data })
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(problem)
    throw error
  }
}
