import type { Cli } from '../../src/cli/command.ts'
import { run } from '../../src/cli/run.ts'
import type { Env } from '../../src/config.ts'
import { openDatabase } from '../../src/data/database.ts'
import type { Payments } from '../../src/services/stripe/payments.ts'
import type { TestDatabase } from './database.ts'

/** What a command line came to. */
export type Ran = { code: number; out: string; err: string }

export type CliOptions = {
  env?: Env
  stdin?: Uint8Array | string
  /** Asked for the time whenever a command looks at the clock. */
  now?: () => Date
  isTerminal?: boolean
  interruption?: AbortSignal
  open?: Cli['open']
  payments?: Payments
}

/** Runs a command line in this process, on real databases, and keeps what it prints. */
export async function runCli(args: string[], options: CliOptions = {}): Promise<Ran> {
  let out = ''
  let err = ''
  const code = await run(args, {
    env: options.env ?? {},
    now: options.now ?? (() => new Date('2026-11-10T12:00:00Z')),
    out: async (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    isTerminal: options.isTerminal ?? false,
    stdin: stdinOf(options.stdin ?? ''),
    open: options.open ?? openDatabase,
    start: async (config, startOptions) => (await import('../../src/main.ts')).startMagazine(config, startOptions),
    payments: async () => options.payments ?? null,
    interruption: () => options.interruption ?? new AbortController().signal,
  })
  return { code, out, err }
}

/** The environment that leads the commands to a test's database. */
export function envOf({ place }: TestDatabase): Env {
  return 'url' in place ? { DATABASE_URL: place.url } : { TESSERA_DATA: place.folder }
}

async function* stdinOf(input: Uint8Array | string): AsyncGenerator<Uint8Array> {
  yield typeof input === 'string' ? new TextEncoder().encode(input) : input
}
