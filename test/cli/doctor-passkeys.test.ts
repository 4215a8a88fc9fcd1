import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkPasskeys } from '../../src/cli/check-passkeys.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { Membership } from '../support/membership.ts'
import { Passkeys } from '../support/passkeys.ts'

describe.each(engines)('what tessera doctor says of passkeys, on %s', (engine) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await openTestDatabase(engine)
  })
  afterEach(() => database.drop())

  test('that they work where they were made, how many were lost by a move, and where there can be none', async () => {
    const look = (origin: string | null) => checkPasskeys(database, { origin })
    expect(await look(null)).toEqual({ kind: 'ok', text: 'Passkeys work at localhost; members have 0 passkeys' })
    expect(await look('https://192.0.2.7')).toMatchObject({ kind: 'hint', text: expect.stringContaining('https and a name') })
    const site = new Membership(database)
    const { session } = await site.signIn('ada@boat.example')
    await new Passkeys(site).added(session)
    expect(await look('https://quire.example')).toMatchObject({ kind: 'ok', text: expect.stringContaining('have 1 passkey') })
    const lost = { kind: 'problem', text: expect.stringMatching(/^1 passkey of members can’t be used .*made for quire\.example/) }
    expect(await look('https://new.example')).toMatchObject(lost)
  })
})
