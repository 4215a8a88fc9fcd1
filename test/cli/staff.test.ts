import { afterEach, beforeEach, expect, test } from 'vitest'
import { envOf, runCli } from '../support/cli.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await openTestDatabase('sqlite')
})
afterEach(() => database.drop())
const tessera = (...args: string[]) => runCli(args, { env: envOf(database) })

test('staff are added, listed, given another role and removed; the last owner stays', async () => {
  expect((await tessera('staff')).out).toContain('Nobody has a role yet')
  expect(await tessera('staff', 'add', 'Ada@Paper.example', '--role', 'owner')).toMatchObject({
    code: 0,
    out: 'ada@paper.example is an owner now, and signs in at /desk.\n',
  })
  expect((await tessera('staff', 'add', 'jun@paper.example')).out).toContain('is an editor now')
  expect((await tessera('staff', 'add', 'jun@paper.example', '--role', 'contributor')).out).toContain('is a contributor now')
  expect((await tessera('staff', 'list')).out).toBe('owner        ada@paper.example\ncontributor  jun@paper.example\n')
  for (const args of [['remove'], ['add', '--role', 'editor']]) {
    const [verb = '', ...options] = args
    const refused = await tessera('staff', verb, 'ada@paper.example', ...options)
    expect([refused.code, refused.err]).toEqual([1, 'ada@paper.example is the only owner. Make somebody else one first.\n'])
  }
  expect((await tessera('staff', 'remove', 'jun@paper.example')).out).toBe('jun@paper.example has no role any more.\n')
  const gone = await tessera('staff', 'remove', 'jun@paper.example')
  expect([gone.code, gone.err]).toEqual([1, expect.stringContaining('has no role')])
})

test('a code for somebody who can’t get in any more is printed once, kept as a hash, and takes the place of the one before', async () => {
  await tessera('staff', 'add', 'ada@paper.example', '--role', 'owner')
  const codes = [await tessera('staff', 'code', 'ada@paper.example'), await tessera('staff', 'code', 'Ada@paper.example')]
  for (const { code, out } of codes) expect([code, out]).toEqual([0, expect.stringMatching(/^(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}\n$/)])
  const kept = await database.db.selectFrom('recovery_code').select(['code_hash', 'made_by', 'expires_at']).execute()
  expect(kept).toMatchObject([{ made_by: 'console', expires_at: expect.any(String) }])
  for (const { out } of codes) expect(JSON.stringify(kept)).not.toContain(out.trim())
  expect((await tessera('staff', 'code', 'nobody@paper.example')).code).toBe(1)
})

test('what was typed wrong is a sentence, and nothing is changed', async () => {
  for (const [args, sentence] of [
    [['staff', 'ad', 'a@b.example'], 'Did you mean add?'],
    [['staff', 'add'], 'Whom?'],
    [['staff', 'add', 'nobody'], 'not an e-mail address'],
    [['staff', 'add', 'a@b.example', '--role', 'edito'], 'Did you mean editor?'],
    [['staff', 'add', 'a@b.example', 'c@d.example'], 'too much'],
    [['staff', 'remove', 'a@b.example', '--role', 'editor'], '--role goes with add'],
  ] as const) {
    const ran = await tessera(...args)
    expect([ran.code, ran.err], args.join(' ')).toEqual([2, expect.stringContaining(sentence)])
  }
  expect((await tessera('staff', 'list')).out).toContain('Nobody')
})

test('the doctor says who is at the desk and whether the audit log is whole [DK-17]', async () => {
  expect((await tessera('doctor')).out).toMatch(/hint {5}Nobody owns the magazine/)
  await tessera('staff', 'add', 'ada@paper.example', '--role', 'owner')
  const fine = await tessera('doctor')
  expect([fine.code, fine.out]).toEqual([
    0,
    expect.stringMatching(/1 person at the desk, 1 owner[\s\S]*whole: 1 entry; the newest is [\w-]{16}/),
  ])
  await database.db.updateTable('audit').set({ detail: '{"role":"editor"}' }).execute()
  const broken = await tessera('doctor')
  expect([broken.code, broken.out]).toEqual([
    1,
    expect.stringMatching(/PROBLEM {2}The audit log was changed from outside: entry 1/),
  ])
})
