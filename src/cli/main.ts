// The program behind `tessera`: the only place in `cli/` that touches the process.
import { environment } from '../config.ts'
import { openDatabase } from '../data/database.ts'
import { OutputClosed } from './command.ts'
import { run } from './run.ts'

/** How long stopping may take before a second Ctrl-C does without it, in milliseconds. */
const patience = 3_000
const interruption = new AbortController()
let isListening = false
let mayEndAtOnce = false
const parent = process.ppid

process.stdout.on('error', () => {}) // a write that fails tells whoever made it
process.stderr.on('error', () => {})

const code = await run(process.argv.slice(2), {
  env: environment,
  now: () => new Date(),
  out,
  err: (text) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
  stdin: process.stdin,
  open: openDatabase,
  // Loaded only here, so that the other commands don't wait for the pages and the server.
  start: async (config, options) => (await import('../main.ts')).startMagazine(config, options),
  payments: async (config) => (await import('../main.ts')).openPayments(config),
  interruption: () => {
    if (!isListening) listen()
    isListening = true
    return interruption.signal
  },
})

// What a command that failed half way left open, such as a port, must not keep the process alive.
process.stderr.write('', () => process.exit(code))

function listen(): void {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, interrupt)
  // npx that is asked to end ends its shell and forgets what runs in there, which would go on for nobody.
  const isInShell = environment.npm_command === 'exec'
  if (isInShell) setInterval(() => process.ppid !== parent && interrupt(), 1_000).unref()
}

/** npm passes on a Ctrl-C the program has had already; that must not end it before the database is closed. */
function interrupt(): void {
  if (mayEndAtOnce) process.exit(1)
  if (interruption.signal.aborted) return
  interruption.abort()
  setTimeout(offerToEndAtOnce, patience).unref()
}

function offerToEndAtOnce(): void {
  mayEndAtOnce = true
  process.stderr.write(`${process.stderr.isTTY ? '\r' : ''}Still stopping. Ctrl-C once more ends it at once.\n`)
}

function out(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (!error) resolve()
      else reject('code' in error && error.code === 'EPIPE' ? new OutputClosed() : error)
    })
  })
}
