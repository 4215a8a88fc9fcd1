import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadGeneration } from '../../src/data/generations.ts'
import type { Excerpt, PickText } from '../../src/domain/pick.ts'
import { envOf, runCli } from '../support/cli.ts'
import { engines } from '../support/database.ts'
import { type Editor, openEditor } from '../support/desk.ts'
import { fileOf, pickWith } from '../support/pick-texts.ts'
import { openTestSite, type TestSite } from '../support/site.ts'

const article = 'It hung above the platform and was right, which the town took for an insult. Letters were written.'
const run = (text: string): Excerpt => [[{ kind: 'run', text }]]
const honest = pickWith({ excerpt: run('It hung above the platform and was right') })
const altered = pickWith({ excerpt: run('It hung above the platform and was wrong') })
const refused = 'The excerpt doesn’t say what its source says. Mend the excerpt, or what was captured of the source.'
const shown = 'Where the source says “right,”, the excerpt says “wrong”.'

describe.each(engines)('tessera import over a pick whose source was captured, on %s', (engine) => {
  let site: TestSite
  let ada: Editor
  let folder: string
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tessera-cli-'))
    site = await openTestSite({ engine })
    ada = await openEditor(site, 'ada@paper.example', 'owner')
  })
  afterEach(async () => {
    await site.drop()
    rmSync(folder, { recursive: true, force: true })
  })
  const importing = async (text: string, ...args: string[]) => {
    const path = join(folder, 'picks.txt')
    writeFileSync(path, text)
    const { code, out, err } = await runCli(['import', path, ...args], { env: envOf(site.database) })
    return { code, out: out.replaceAll(path, 'picks.txt'), err: err.replaceAll(path, 'picks.txt') }
  }
  const exported = async () => (await runCli(['export'], { env: envOf(site.database) })).out
  /** A pick that is here already, with what was captured of its source; its id. */
  const known = async (pick: PickText, { source = article, publish = true } = {}) => {
    await importing(fileOf(pick), ...(publish ? ['--publish'] : []))
    const id = (await ada.do('listPicks', {})).picks.find(({ headline }) => headline === pick.headline)?.id ?? 0
    await capture(id, source)
    return id
  }
  const capture = async (id: number, text: string) => {
    const { capture } = await ada.do('clipSource', { kind: 'text', text, url: null })
    await ada.do('changeCapture', { capture: capture.id }, { id })
  }

  test('an altered word is refused in the words of the desk, at the excerpt’s line, and nothing of the file comes in', async () => {
    const id = await known(honest)
    const [before, generation] = [await exported(), await loadGeneration(site.database.db)]
    const other = pickWith({ headline: 'Low Water' })
    const line =
      fileOf(other).split('\n').length +
      fileOf(altered)
        .split('\n')
        .findIndex((text) => text.includes('wrong'))
    for (const args of [[], ['--publish']])
      expect(await importing(fileOf(other) + fileOf(altered), ...args)).toEqual({
        code: 1,
        out: '',
        err: `picks.txt:${line}: ${refused}\npicks.txt:${line}: ${shown}\n`,
      })
    expect([await exported(), await loadGeneration(site.database.db)]).toEqual([before, generation])
    const { revision } = await ada.do('showPick', {}, { id })
    const content = { ...(await ada.do('showPick', {}, { id })).content, excerpt: altered.excerpt }
    const saved = await ada.do('savePick', { revision, content, note: '' }, { id })
    expect((await ada.ask('publishPick', { revision: saved.revision }, { id })).body).toMatchObject({
      problem: { message: refused, fields: [{ message: shown }] },
    })
  })

  test('a draft doesn’t get an altered word either, and doesn’t become public with one', async () => {
    await known(honest, { publish: false })
    expect(await importing(fileOf(altered))).toMatchObject({ code: 1, err: expect.stringContaining(shown) })
    const doubtful = pickWith({ headline: 'High Water', excerpt: altered.excerpt })
    await known(doubtful, { publish: false })
    expect(await importing(fileOf(doubtful), '--publish')).toMatchObject({ code: 1, err: expect.stringContaining(shown) })
    expect((await ada.do('listPicks', { state: 'published' })).picks).toEqual([])
  })

  test('an honest excerpt comes in, once, and what is exported changes nothing', async () => {
    const id = await known(honest)
    const abridged = pickWith({
      excerpt: [
        [...run('It hung above the platform ').flat(), { kind: 'elision' }, ...run(' which the town took for an insult.').flat()],
      ],
    })
    expect(await importing(fileOf(abridged), '--publish')).toMatchObject({ code: 0, out: 'picks.txt: 1 pick updated\n' })
    const text = await exported()
    expect(text).toContain('. . . which the town took')
    expect(await importing(text, '--publish')).toEqual({ code: 0, out: 'picks.txt: 1 pick unchanged\n', err: '' })
    expect((await ada.do('showPick', {}, { id })).versions).toHaveLength(2)
  })

  test('a published pick in doubt stays as it is, and changes no more until its excerpt is mended, as at the desk', async () => {
    const id = await known(altered)
    expect(await importing(fileOf(altered), '--publish')).toMatchObject({ code: 0, out: 'picks.txt: 1 pick unchanged\n' })
    const refiled = { ...altered, topics: ['Clocks'] }
    expect(await importing(fileOf(refiled))).toMatchObject({ code: 1, err: expect.stringContaining(shown) })
    const { revision, content } = await ada.do('showPick', {}, { id })
    const saved = await ada.do('savePick', { revision, content: { ...content, topics: ['Clocks'] }, note: '' }, { id })
    expect((await ada.ask('publishPick', { revision: saved.revision }, { id })).status).toBe(422)
    expect(await importing(fileOf({ ...honest, topics: ['Clocks'] }))).toMatchObject({
      code: 0,
      out: 'picks.txt: 1 pick updated\n',
    })
  })

  test('a draft in doubt is filed anew all the same, since the desk would save it too', async () => {
    await known(altered, { publish: false })
    const refiled = { ...altered, topics: ['Clocks'] }
    expect(await importing(fileOf(refiled))).toMatchObject({ code: 0, out: 'picks.txt: 1 pick updated\n' })
    expect(await importing(fileOf(refiled), '--publish')).toMatchObject({ code: 1, err: expect.stringContaining(shown) })
  })

  test('an excerpt that would keep the program busy for minutes is refused at once', async () => {
    await known(honest, { source: 'a '.repeat(100_000) })
    const busy = pickWith({
      excerpt: [Array.from({ length: 400 }, () => [...run('a ').flat(), { kind: 'elision' as const }]).flat()],
    })
    const begun = performance.now()
    expect(await importing(fileOf(busy))).toMatchObject({ code: 1, err: expect.stringContaining('Quote longer passages.') })
    expect(performance.now() - begun).toBeLessThan(5_000)
  })

  test('a pick without a capture comes in as it is, and so does one that only shares the source', async () => {
    await known(honest)
    const other = pickWith({ headline: 'Low Water', excerpt: altered.excerpt })
    expect(await importing(fileOf(honest, other), '--publish')).toMatchObject({ code: 0, err: '' })
    expect(await importing(fileOf({ ...other, excerpt: run('And was late') }))).toMatchObject({ code: 0, err: '' })
  })
})
