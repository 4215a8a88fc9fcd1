import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, type Env, type Overrides, readConfig } from '../config.ts'
import type { Database, Place } from '../data/database.ts'
import { nearestName } from '../domain/nearest-name.ts'
import type { ApplyDeps } from '../flows/apply-subscription.ts'
import { explainError } from './explain-error.ts'

/** What the commands stand on: everything that is outside them. */
export type Cli = {
  env: Env
  now: () => Date
  /** Standard output. Waits until it is taken, so that a slow reader slows the writer down; throws OutputClosed when it has gone. */
  out: (text: string) => Promise<void>
  err: (text: string) => void
  /** Whether `err` goes to a person's screen. */
  isTerminal: boolean
  stdin: AsyncIterable<Uint8Array>
  open: (place: Place) => Promise<Database>
  start: (
    config: Config,
    options: { empty: boolean; say: (line: string) => void },
  ) => Promise<{ origin: string; deskLink: string | null; stop: () => Promise<void> }>
  /** Stripe, or null where it isn't set up. */
  payments: (config: Config) => Promise<ApplyDeps['payments'] | null>
  /**
   * A signal that aborts on Ctrl-C or when the process is asked to end. Until it is asked for, those end the process at once; from then
   * on they do nothing else, however often they come, unless stopping takes so long that whoever waits has been told they may.
   */
  interruption: () => AbortSignal
}

/** One verb of `tessera`. `run` gives the exit code: 0, or 1 when something was refused and the reason is printed. */
export type Command = {
  summary: string
  /** The ways to write it, without `tessera`. */
  usage: readonly string[]
  /** What `--help` says below the usage. */
  help: string
  run: (args: string[], cli: Cli) => Promise<0 | 1>
}

/** The command can't be understood as it was typed. Printed with the command's usage; exit code 2. */
export class UsageError extends Error {}

/** The request is understood and can't be met; the message says why and how to mend it. Printed without a stack; exit code 1. */
export class Refused extends Error {}

/** Whoever read our output has stopped, as `| head` does. Nothing is wrong; exit code 0. */
export class OutputClosed extends Error {}

type Options = Record<string, { type: 'string' | 'boolean' }>

/** The options and words of a command line; strict, with a sentence for what doesn't fit. */
export function parse<const O extends Options>(args: string[], options: O) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? reasonOf(error, Object.keys(options)) : String(error))
  }
}

/** The machine's settings, with what the command line says about them put first. */
export function configOf({ env }: Cli, overrides: Overrides): Config {
  if (overrides.data === '') throw new UsageError('--data needs the name of a folder.')
  return readConfig(env, overrides)
}

/** Where the magazine of this configuration is kept. */
export function placeOf({ databaseUrl, dataFolder }: Config): Place {
  return databaseUrl === null ? { folder: dataFolder } : { url: databaseUrl }
}

/** Opens the magazine's database; what keeps it from opening is refused in a sentence. */
export async function openDatabase(cli: Cli, place: Place): Promise<Database> {
  try {
    return await cli.open(place)
  } catch (error) {
    const reason = explainError(error, place)
    throw reason === null ? error : new Refused(reason, { cause: error })
  }
}

/** Why there is nothing to open yet, or null. PostgreSQL says so itself; a folder would be made where nobody wanted one. */
export function findNoMagazine({ databaseUrl, dataFolder }: Config): string | null {
  if (databaseUrl !== null || existsSync(join(dataFolder, 'magazine.db'))) return null
  return `There is no magazine in ${dataFolder}. Say --data DIR if it is in another folder, or begin one with \`tessera start\` or \`tessera import\`.`
}

/** Runs `work` on the database of a magazine that is there, and closes it, whatever happens. */
export function withMagazine<T>(cli: Cli, config: Config, work: (database: Database) => Promise<T>): Promise<T> {
  const reason = findNoMagazine(config)
  if (reason !== null) throw new Refused(reason)
  return withDatabase(cli, config, work)
}

/** The same, but begins the magazine where there is none. */
export async function withDatabase<T>(cli: Cli, config: Config, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(cli, placeOf(config))
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** `“stat” is not …` with the one that was probably meant, or all there are. */
export function suggest(typed: string, known: readonly string[]): string {
  const near = nearestName(typed, known)
  return near === null ? `There are ${known.join(', ')}.` : `Did you mean ${near}?`
}

/** A count with its noun: `1 pick`, `2,400 picks`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
}

function reasonOf(error: Error, known: string[]): string {
  const code = 'code' in error ? error.code : ''
  const typed = /'(-[^']*)'/.exec(error.message)?.[1] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
    return `There is no option ${typed}. ${suggest(
      typed,
      known.map((name) => `--${name}`),
    )}`
  if (/does not take an argument/.test(error.message)) return `${typed} takes no value.`
  return `${typed.replace(/ <.*/, '')} needs a value.`
}
