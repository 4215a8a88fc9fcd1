import { ConfigError } from '../config.ts'
import { type Cli, type Command, OutputClosed, Refused, suggest, UsageError } from './command.ts'
import { doctorCommand } from './commands/doctor.ts'
import { exportCommand } from './commands/export.ts'
import { groupsCommand } from './commands/groups.ts'
import { importCommand } from './commands/import.ts'
import { keysCommand } from './commands/keys.ts'
import { newslettersCommand } from './commands/newsletters.ts'
import { outboxCommand } from './commands/outbox.ts'
import { plansCommand } from './commands/plans.ts'
import { reconcileCommand } from './commands/reconcile.ts'
import { sellCommand } from './commands/sell.ts'
import { settingsCommand } from './commands/settings.ts'
import { staffCommand } from './commands/staff.ts'
import { startCommand } from './commands/start.ts'
import { subscriptionsCommand } from './commands/subscriptions.ts'
import { topicsCommand } from './commands/topics.ts'
import { explainError } from './explain-error.ts'
import { version } from './version.ts'

/** Every verb of `tessera`, in the order `--help` lists them. */
export const commands: Readonly<Record<string, Command>> = {
  start: startCommand,
  import: importCommand,
  export: exportCommand,
  settings: settingsCommand,
  staff: staffCommand,
  topics: topicsCommand,
  groups: groupsCommand,
  keys: keysCommand,
  newsletters: newslettersCommand,
  plans: plansCommand,
  subscriptions: subscriptionsCommand,
  sell: sellCommand,
  reconcile: reconcileCommand,
  outbox: outboxCommand,
  doctor: doctorCommand,
}

/** Runs a command line and gives its exit code: 0, 1 when something was refused or failed, 2 when the line can't be understood. */
export async function run(argv: readonly string[], cli: Cli): Promise<0 | 1 | 2> {
  const [verb = '', ...args] = argv
  const command = Object.hasOwn(commands, verb) ? commands[verb] : undefined
  try {
    if (!command) return await runGeneral(verb, args, cli)
    if (wantsHelp(args)) {
      await cli.out(helpOf(command))
      return 0
    }
    return await command.run(args, cli)
  } catch (error) {
    return report(error, command, cli)
  }
}

/** `tessera` without a verb: help, the version, or a verb there isn't. */
async function runGeneral(verb: string, args: string[], cli: Cli): Promise<0 | 2> {
  const [about = ''] = args
  const asked = verb === 'help' && Object.hasOwn(commands, about) ? commands[about] : undefined
  if (verb === '--version' || verb === '-v') await cli.out(`tessera ${version}\n`)
  else if (asked) await cli.out(helpOf(asked))
  else if (verb === '--help' || verb === '-h' || verb === 'help') await cli.out(overview())
  else if (verb === '') {
    cli.err(overview())
    return 2
  } else throw new UsageError(`There is no command ${verb}. ${suggest(verb, Object.keys(commands))}`)
  return 0
}

function report(error: unknown, command: Command | undefined, cli: Cli): 0 | 1 | 2 {
  if (error instanceof OutputClosed) return 0
  if (error instanceof UsageError) {
    cli.err(`${error.message}\n\n${command ? usageOf(command) : overview()}`)
    return 2
  }
  if (error instanceof ConfigError)
    cli.err(`The environment can’t be used:\n${error.problems.map((problem) => `  ${problem}\n`).join('')}`)
  else if (error instanceof Refused) cli.err(`${error.message}\n`)
  else
    cli.err(`${explainError(error) ?? `This is a fault in Tessera:\n${error instanceof Error ? error.stack : String(error)}`}\n`)
  return 1
}

function wantsHelp(args: string[]): boolean {
  const end = args.indexOf('--')
  return args.slice(0, end === -1 ? undefined : end).some((arg) => arg === '--help' || arg === '-h')
}

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length)) + 2
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}${summary}\n`)
  return `usage: tessera COMMAND …\n\n${lines.join('')}\ntessera COMMAND --help tells more; --version tells which Tessera this is.\n`
}

function helpOf(command: Command): string {
  return `${usageOf(command)}\n${command.help}\n`
}

function usageOf({ usage }: Command): string {
  return usage.map((line, index) => `${index === 0 ? 'usage: ' : '       '}tessera ${line}\n`).join('')
}
