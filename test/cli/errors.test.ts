import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { OutputClosed } from '../../src/cli/command.ts'
import { explainError } from '../../src/cli/explain-error.ts'
import { run } from '../../src/cli/run.ts'
import type { Env } from '../../src/config.ts'
import { openDatabase } from '../../src/data/database.ts'
import { runCli } from '../support/cli.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-cli-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const setName = (env: Env) => runCli(['settings', 'set', 'name', 'The Pier'], { env })

describe('what goes wrong on the machine is told in a sentence, without a stack', () => {
  const expectSentence = async (env: Env, reason: RegExp) => {
    const { code, out, err } = await setName(env)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(reason)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
    expect(err).not.toContain('    at ')
  }

  test('a PostgreSQL that isn’t there, without repeating the password', async () => {
    const url = 'postgres://quire:secret@127.0.0.1:9/quire'
    await expectSentence({ DATABASE_URL: url }, /^PostgreSQL at 127\.0\.0\.1:9 can’t be reached .*DATABASE_URL/)
    expect((await setName({ DATABASE_URL: url })).err).not.toContain('secret')
  })

  test('a PostgreSQL that hangs up', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    await new Promise((ready) => server.once('listening', ready))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    await expectSentence(
      { DATABASE_URL: `postgres://127.0.0.1:${port}/quire` },
      /^PostgreSQL at 127\.0\.0\.1:\d+ can’t be reached/,
    )
    server.close()
  })

  test('a database that PostgreSQL doesn’t have', async () => {
    const url = new URL(inject('pg'))
    url.pathname = 'no_such_database'
    await expectSentence({ DATABASE_URL: url.href }, /^PostgreSQL let nobody in: .*no_such_database.*DATABASE_URL/)
  })

  test('a database that another program is writing to', async () => {
    const database = await openDatabase({ folder })
    await database.close()
    const other = new DatabaseSync(join(folder, 'magazine.db'))
    other.exec('begin immediate')
    await expectSentence({ TESSERA_DATA: folder }, /^Another program is writing to this magazine/)
    other.close()
  })

  test('a file where the data folder should be', async () => {
    writeFileSync(join(folder, 'data'), '')
    await expectSentence({ TESSERA_DATA: join(folder, 'data') }, /data is a file where a folder is needed/)
    await expectSentence({ TESSERA_DATA: join(folder, 'data/below') }, /is a file where a folder is needed/)
  })

  test('a database of a newer Tessera', async () => {
    const database = await openDatabase({ folder })
    await database.close()
    const newer = new DatabaseSync(join(folder, 'magazine.db'))
    newer.exec("insert into migration (name, ran_at) values ('9999-later', '')")
    newer.close()
    await expectSentence({ TESSERA_DATA: folder }, /^This data was written by a newer Tessera \(9999-later\)\./)
  })

  test.each([
    ['ENOSPC', 'write', /disk is full/],
    ['EACCES', 'mkdir', /may not write to/],
    ['EROFS', 'open', /may not write to/],
    ['EACCES', 'listen EACCES: permission denied 0.0.0.0:80', /above 1023 with --port/],
    ['EADDRINUSE', 'listen EADDRINUSE: address already in use 127.0.0.1:4000', /another port with --port/],
    ['EADDRNOTAVAIL', 'listen EADDRNOTAVAIL', /--host/],
  ])('the system’s %s (%s)', (code, message, sentence) => {
    expect(explainError(Object.assign(new Error(message), { code, path: '/srv/quire' }))).toMatch(sentence)
  })
})

test('a name to listen on that nobody knows is no fault of PostgreSQL', () => {
  const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND quire.invalid'), { code: 'ENOTFOUND' })
  expect(explainError(unknown, { folder: 'data' })).toMatch(/doesn’t have that address .* --host/)
  expect(explainError(unknown, { url: 'postgres://quire.invalid/a' })).toMatch(/^PostgreSQL at quire.invalid can’t be reached/)
})

describe('what nobody expected', () => {
  const failWith = (error: unknown) =>
    runCli(['settings', 'set', 'name', 'x'], {
      open: () => Promise.reject(error),
    })

  test('a fault of the program is printed with its stack, and the exit code is 1', async () => {
    const { code, err } = await failWith(new TypeError('undefined is not a pick'))
    expect(code).toBe(1)
    expect(err).toMatch(/^This is a fault in Tessera:\nTypeError: undefined is not a pick\n {4}at /)
  })

  test('what is no error at all is printed too', async () => {
    expect(await failWith('nonsense')).toMatchObject({ code: 1, err: expect.stringContaining('nonsense') })
  })

  test('a reader of the output who has had enough is no error', async () => {
    const closed = async () => {
      throw new OutputClosed()
    }
    const code = await run(['--help'], {
      env: {},
      now: () => new Date(0),
      out: closed,
      err: () => {},
      isTerminal: false,
      stdin: (async function* () {})(),
      open: openDatabase,
      start: () => Promise.reject(new Error('not asked for')),
      payments: async () => null,
      interruption: () => new AbortController().signal,
    })
    expect(code).toBe(0)
  })
})
