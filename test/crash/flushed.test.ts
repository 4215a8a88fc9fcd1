import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writePicks } from './imports.ts'
import { ensureProgram, makeFolder } from './tessera.ts'

// Not a package, and not on every machine.
const tracer = 'strace'
const { folder, remove } = makeFolder()
beforeAll(ensureProgram)
afterAll(remove)

type Call = { name: string; rest: string }

test('what an import says it has done had been flushed to the disk before it said so [RL-02]', () => {
  const calls = trace(['import', writePicks(folder, { name: 'Flushed', picks: 5 }), '--publish', '--data', join(folder, 'data')])
  // Where no tracer may run, `synchronous=FULL` read back from the connections is what there is to go by; see durability.test.ts.
  if (calls === null) return
  const said = calls.findIndex(({ name, rest }) => name === 'write' && rest.includes('5 picks imported'))
  const before = calls.slice(0, said)
  const lastWrite = before.findLastIndex(({ name, rest }) => name === 'pwrite64' && rest.includes('magazine.db-wal'))
  const lastFlush = before.findLastIndex(({ name, rest }) => /^f(data)?sync$/.test(name) && rest.includes('magazine.db-wal'))
  expect(said).toBeGreaterThan(0)
  expect(lastWrite).toBeGreaterThan(0)
  expect(lastFlush).toBeGreaterThan(lastWrite)
})

/** The calls to the system that write or flush, in their order; null where they can't be watched. */
function trace(args: string[]): Call[] | null {
  const log = join(folder, 'trace')
  const watch = ['-f', '-y', '-s', '200', '-e', 'trace=write,pwrite64,fsync,fdatasync', '-o', log]
  const { status, error } = spawnSync(tracer, [...watch, process.execPath, resolve('dist/cli.js'), ...args])
  if (error || status !== 0) return null
  return [...readFileSync(log, 'utf8').matchAll(/^\d+ +(\w+)\((.*)$/gm)].map(([, name = '', rest = '']) => ({ name, rest }))
}
