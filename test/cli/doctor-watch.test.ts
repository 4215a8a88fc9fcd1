import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkWatch } from '../../src/cli/watch-check.ts'
import { engines } from '../support/database.ts'
import { keepFinding } from '../support/findings.ts'
import { openTestSite, pickText, type TestSite } from '../support/site.ts'

describe.each(engines)('what tessera doctor says of the source watch, on %s', (engine) => {
  let site: TestSite
  beforeEach(async () => {
    site = await openTestSite({ engine })
  })
  afterEach(() => site.drop())
  const look = (origin: string | null = 'https://quire.press') => checkWatch(site.database, { origin }, site.clock.now)
  const publish = async (count: number) => {
    await site.publish(Array.from({ length: count }, (_, at) => pickText({ headline: `Pick ${at}` })).join('\n'))
    const picks = await site.database.db.selectFrom('pick').select('id').orderBy('id').execute()
    return picks.map(({ id }) => id)
  }

  test('how many articles are watched and wait for an editor, and that it is off', async () => {
    expect(await look()).toEqual({ kind: 'ok', text: '0 articles quoted are watched, nothing to look at' })
    const [id = 0] = await publish(1)
    await keepFinding(site, id, { state: 'gone', status: 404, to: null })
    expect(await look()).toEqual({ kind: 'ok', text: '1 article quoted is watched, 1 to look at in the desk, under Watch' })
    for (const origin of [null, 'http://localhost:4000'])
      expect(await look(origin)).toMatchObject({ kind: 'hint', text: expect.stringContaining('TESSERA_URL') })
    await site.set('watchMinutes', '0')
    expect(await look()).toMatchObject({ kind: 'hint', text: expect.stringContaining('is off') })
  })

  test('that this machine may have no way out where hardly any source is reached, and that nobody looks where all wait for days', async () => {
    const ids = await publish(10)
    for (const id of ids.slice(0, 8)) await keepFinding(site, id, { state: 'unreachable', status: null })
    for (const id of ids.slice(8)) await keepFinding(site, id, { state: 'same' })
    expect(await look()).toMatchObject({ kind: 'problem', text: expect.stringContaining('(8 of 10 can’t be read)') })
    site.clock.now = new Date(site.clock.now.getTime() + 4 * 86_400_000)
    for (const id of ids.slice(0, 4)) await keepFinding(site, id, { state: 'same' })
    expect(await look()).toMatchObject({ kind: 'hint', text: expect.stringContaining('days behind') })
  })
})
