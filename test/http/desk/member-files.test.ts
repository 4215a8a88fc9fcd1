import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readCsv } from '../../../src/domain/csv.ts'
import { engines } from '../../support/database.ts'
import { type Editor, openEditor } from '../../support/desk.ts'
import { havePlan } from '../../support/plans.ts'
import { openTestSite, type TestSite } from '../../support/site.ts'

describe.each(engines)('the list of members as a file, on %s', (engine) => {
  let site: TestSite
  let owner: Editor
  beforeEach(async () => {
    site = await openTestSite({ engine })
    owner = await openEditor(site, 'owner@paper.example', 'owner')
    await havePlan(site.database.db)
  })
  afterEach(() => site.drop())

  const run = (csv: string, runs = true, plan: string | null = 'monthly') => owner.do('importMembers', { csv, plan, runs })
  const file = async () => (await owner.browser.post('/desk/members.csv')).text()
  const count = async () => (await owner.do('listMembers', {})).members.length

  test('says line by line what will happen, and then does just that; again it changes nothing', async () => {
    await run('email,name\nbea@boat.example,Bea\n')
    const csv = 'email,name,comp until\nAda@Boat.example,"Brook, Ada",2026-12-31\nbea@boat.example,Beatrix,always\n'
    const expected = [
      { line: 2, email: 'ada@boat.example', isNew: true, takesName: true, comp: 'given' },
      { line: 3, email: 'bea@boat.example', isNew: false, takesName: false, comp: 'given' },
    ]
    expect((await run(csv, false)).steps).toEqual(expected)
    expect(await count()).toBe(2)
    expect((await run(csv)).steps).toEqual(expected)
    const again = await run(csv)
    expect(again.steps.map(({ isNew, takesName, comp }) => [isNew, takesName, comp])).toEqual([
      [false, false, 'had'],
      [false, false, 'had'],
    ])
    const { members } = await owner.do('listMembers', { search: 'boat' })
    expect(members).toMatchObject([
      { name: 'Brook, Ada', holds: [{ kind: 'comp', until: '2027-01-01T00:00:00.000Z' }] },
      { name: 'Bea', holds: [{ kind: 'comp', until: null }] },
    ])
    const mails = await site.database.db.selectFrom('outgoing_mail').select('recipient').execute()
    expect(mails.map(({ recipient }) => recipient)).not.toContain('ada@boat.example')
  })

  test('one bad line refuses the whole file, with the line and the reason', async () => {
    const csv =
      'email,name,comp until\nok@boat.example,,\nnobody,,\nok@boat.example,,\nx@boat.example,,soon\ny@boat.example,,2020-01-01\nz@boat.example\n'
    const { problems, steps } = await run(csv)
    expect(steps).toEqual([])
    expect(problems).toEqual([
      { line: 3, reason: '“nobody” is not an e-mail address.' },
      { line: 4, reason: 'ok@boat.example stands on line 2 already.' },
      { line: 5, reason: '“soon” is not a day such as 2026-12-31, nor “always”.' },
      { line: 6, reason: '2020-01-01 is past.' },
      { line: 7, reason: 'It has 1 cells and not 3.' },
    ])
    expect((await run('email;name\na@boat.example;A\n')).problems[0]?.reason).toContain('no column “email;name”')
    expect((await run('name\nA\n')).problems).toEqual([{ line: 1, reason: 'The column email is missing.' }])
    expect((await run('email,role\na@boat.example,owner\n')).problems[0]?.reason).toContain('“role”')
    expect((await run('')).problems).toHaveLength(1)
    expect(
      (await owner.ask('importMembers', { csv: 'email,comp until\na@b.example,always\n', plan: null, runs: true })).status,
    ).toBe(422)
    expect(await count()).toBe(1)
  })

  test('what is exported runs in no spreadsheet, and imported elsewhere is the same [DK-08]', async () => {
    const names = ['=HYPERLINK("https://evil.example")', '+1', '-1', '@SUM(A1)', "'=1", 'Brook, "Ada"']
    const quoted = names.map((name, nth) => `m${nth}@boat.example,"${name.replaceAll('"', '""')}",always`)
    await run(`email,name,comp until\n=1+1@evil.example,,\n${quoted.join('\n')}\n`)
    await site.database.db
      .updateTable('member')
      .set({ name: '=HYPERLINK("https://evil.example")' })
      .where('email', '=', 'm0@boat.example')
      .execute()
    const answer = await owner.browser.post('/desk/members.csv')
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="members.csv"')
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    const text = await answer.text()
    for (const cell of text.split(/\r\n|,/)) expect(cell).not.toMatch(/^"?[=+\-@\t\r]/)
    const other = await openTestSite({ engine })
    const there = await openEditor(other, 'owner@paper.example', 'owner')
    await havePlan(other.database.db)
    const { problems } = await there.do('importMembers', { csv: text, plan: 'monthly', runs: true })
    expect(problems).toEqual([])
    const copy = await (await there.browser.post('/desk/members.csv')).text()
    const rowsOf = (csv: string) => {
      const read = readCsv(csv)
      return read.ok ? read.rows.map(({ cells }) => cells) : read
    }
    expect(rowsOf(copy)).toEqual(rowsOf(text))
    await other.drop()
  })

  test('more members than a page of the list are all in the file', async () => {
    const emails = Array.from({ length: 1_203 }, (_, nth) => `m${String(nth).padStart(5, '0')}@boat.example`)
    await run(`email\n${emails.join('\n')}\n`)
    const read = readCsv(await file())
    expect(read.ok && read.rows.slice(1).map(({ cells }) => cells[0])).toEqual([...emails, 'owner@paper.example'])
  })

  test('the file is for an owner who has just signed in, and is written down', async () => {
    const [editor, member] = [
      await openEditor(site, 'editor@paper.example', 'editor'),
      await openEditor(site, 'm@paper.example', null),
    ]
    for (const { browser } of [editor, member]) expect((await browser.post('/desk/members.csv')).status).toBe(404)
    expect((await site.browser().post('/desk/members.csv')).headers.get('location')).toBe('/sign-in?next=/desk/members')
    expect((await owner.browser.post('/desk/members.csv', {}, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
    expect((await owner.browser.get('/desk/members.csv')).headers.get('content-type')).not.toContain('csv')
    await file()
    expect((await owner.do('listAudit', { limit: '1' })).entries).toMatchObject([{ what: 'exportMembers' }])
    site.clock.now = new Date(site.clock.now.getTime() + 16 * 60_000)
    const late = await owner.browser.post('/desk/members.csv')
    expect([late.status, late.headers.get('location')]).toEqual([303, '/sign-in?next=/desk/members&again=1'])
  })
})
