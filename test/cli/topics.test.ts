import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { englishStyle } from '../../src/domain/house-style.ts'
import { importPicks } from '../../src/flows/import-picks.ts'
import { envOf, runCli } from '../support/cli.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { pickWith } from '../support/pick-texts.ts'

const picks = ['Lamps on the Northern Shore', 'The Lamp Goes Dark', 'A Keeper of Lamps'].map((headline) => pickWith({ headline }))

describe.each(engines)('tessera topics, on %s', (engine) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await openTestDatabase(engine)
  })
  afterEach(() => database.drop())

  const run = (...args: string[]) => runCli(['topics', ...args], { env: envOf(database) })
  const fill = (publish: boolean) =>
    importPicks({ db: database.db, now: new Date('2026-11-10T12:00:00Z'), style: englishStyle }, { picks, publish, by: 'test' })

  test('it lists the topics of what is published, with how many picks each has', async () => {
    expect((await run()).out).toContain('There are no topics yet.')
    await fill(true)
    expect(await run()).toEqual({ code: 0, out: 'Lights (lights): 3 picks\nThe sea (the-sea): 3 picks\n', err: '' })
  })

  test('it measures how well topics can be suggested, on drafts too', async () => {
    expect((await run('--measure')).out).toBe('There is nothing to measure: it takes two picks with topics.\n')
    await fill(false)
    expect((await run('--measure')).out).toBe(
      [
        '3 picks with 2 topics, each suggested for from all the others:',
        'precision@1  100.0 %  (always the most frequent: 100.0 %)',
        'precision@3  66.7 %  (always the most frequent: 66.7 %)',
        '',
      ].join('\n'),
    )
  })

  test('it takes no words', async () => {
    expect(await run('lights')).toMatchObject({ code: 2, err: expect.stringContaining('What is “lights”?') })
  })
})
