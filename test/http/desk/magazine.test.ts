import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines } from '../../support/database.ts'
import { type Editor, openEditor } from '../../support/desk.ts'
import { openTestSite, pickText, type TestSite } from '../../support/site.ts'

describe.each(engines)('the magazine’s settings at the desk, on %s', (engine) => {
  let site: TestSite
  let ada: Editor
  let bea: Editor
  beforeAll(async () => {
    site = await openTestSite({
      engine,
      picks: [1, 2, 3].map((n) => pickText({ headline: `Pick ${n}`, secret: `canary${n}` })).join('\n'),
    })
    ada = await openEditor(site, 'ada@paper.example', 'owner')
    bea = await openEditor(site, 'bea@paper.example', 'owner')
  })
  afterAll(() => site.drop())

  const meterTo = async (editor: Editor, part: Record<string, string>) => {
    const { texts } = await editor.do('showMeter', {})
    return editor.ask('changeMeter', { was: texts, to: { ...texts, ...part } })
  }

  test('a policy that is saved holds for the next reader, and the log says from what to what and who', async () => {
    const visitor = site.browser()
    await visitor.get('/picks/pick-1')
    expect(await visitor.text('/picks/pick-2')).toContain('canary2')
    expect((await meterTo(ada, { 'allowance.visitors': '1' })).status).toBe(200)
    const newcomer = site.browser()
    expect(await newcomer.text('/picks/pick-1')).toContain('canary1')
    expect(await newcomer.text('/picks/pick-2')).not.toContain('canary2')
    const [entry] = (await ada.do('listAudit', { limit: '1' })).entries
    expect(entry).toMatchObject({
      what: 'changeMeter',
      subject: 'magazine',
      who: { name: 'ada@paper.example' },
      detail: { 'allowance.visitors': { from: '3', to: '1' } },
    })
  })

  test('of two owners who change the policy at once, one is told, and nothing of theirs is written', async () => {
    const { texts } = await ada.do('showMeter', {})
    const change = (editor: Editor, part: Record<string, string>) =>
      editor.ask('changeMeter', { was: texts, to: { ...texts, ...part } })
    const both = await Promise.all([change(ada, { period: 'week' }), change(bea, { 'allowance.members': '9' })])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const refused = both.find(({ status }) => status === 409)
    expect(refused).toMatchObject({ body: { problem: { code: 'conflict', message: expect.stringContaining('meanwhile') } } })
    const now = (await bea.do('showMeter', {})).texts
    expect([now.period === 'week', now['allowance.members'] === '9'].filter(Boolean)).toHaveLength(1)
    await ada.do('changeMeter', { was: now, to: texts })
  })

  test('what can’t be used is refused with its field, and nothing of the page is saved', async () => {
    const { texts } = await ada.do('showMeter', {})
    const said = await ada.ask('changeMeter', { was: texts, to: { ...texts, zone: 'Europe/Berln', 'allowance.members': '7' } })
    expect(said).toMatchObject({ status: 422, body: { problem: { fields: [{ field: 'zone' }] } } })
    expect((await ada.do('showMeter', {})).texts).toEqual(texts)
    const words = (await ada.do('showWords', {})).texts
    for (const name of ['nul\u0000', '', 'x'.repeat(81)])
      expect((await ada.ask('changeWords', { was: words, to: { ...words, name } })).status, name).toBe(422)
    expect((await ada.ask('changeWords', { was: words, to: { ...words, period: 'week' } as typeof words })).status).toBe(400)
  })

  test('the words, the colour and the notice are the readers’ at once, and no text of them stands in the log', async () => {
    const words = (await ada.do('showWords', {})).texts
    await ada.do('changeWords', { was: words, to: { ...words, name: 'The <b>Lantern', mailFrom: 'Desk@Lantern.example' } })
    const look = (await ada.do('showLook', {})).texts
    await ada.do('changeLook', { was: look, to: { ...look, accent: '#7A1F1F' } })
    const notices = (await ada.do('showNotices', {})).texts
    const own = { 'notice.other': '{left} more are free {period}', 'notice.subscribe': 'Keep us going' }
    await ada.do('changeNotices', { was: notices, to: { ...notices, ...own } })
    await meterTo(ada, { 'allowance.visitors': '3' })
    const page = await site.browser().text('/picks/pick-3')
    expect(page).toContain('The &lt;b&gt;Lantern')
    expect(page).toContain('accent-7a1f1f.css')
    expect(page).toContain('2 more are free this month')
    expect(page).toContain('Keep us going')
    expect(page).toContain('Sign up now for unlimited access')
    const rows = await site.database.db.selectFrom('audit').select(['what', 'detail']).execute()
    expect(JSON.stringify(rows)).not.toMatch(/Lantern|Keep us|@/)
    expect(rows.map(({ what }) => what)).toEqual(expect.arrayContaining(['changeWords', 'changeLook', 'changeNotices']))
  })

  test('nobody but an owner who has signed in lately changes who may read what, and only owners look [DK-04]', async () => {
    const eve = await openEditor(site, 'eve@paper.example', 'editor')
    const { texts } = await ada.do('showMeter', {})
    const open = { was: texts, to: { ...texts, 'allowance.visitors': '1000' } }
    for (const name of ['showMeter', 'showWords', 'listPlans', 'listMail', 'showSecrets'] as const)
      expect((await eve.ask(name, {})).status, name).toBe(403)
    expect((await eve.ask('changeMeter', open)).body).toMatchObject({ problem: { code: 'not-your-role' } })
    const before = site.clock.now
    site.clock.now = new Date(before.getTime() + 16 * 60_000)
    expect((await ada.ask('changeMeter', open)).body).toMatchObject({ problem: { code: 'sign-in-again' } })
    site.clock.now = before
    expect((await ada.do('showMeter', {})).texts['allowance.visitors']).toBe(texts['allowance.visitors'])
  })
})
