import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { changeRole } from '../../../src/flows/change-staff.ts'
import { makeConsoleCode } from '../../../src/flows/make-recovery-codes.ts'
import { engines } from '../../support/database.ts'
import { type Editor, editorIn, openEditor } from '../../support/desk.ts'
import { secrets } from '../../support/secrets.ts'
import { countMails, newestMail, signIn } from '../../support/sign-in.ts'
import { openTestSite, type TestBrowser, type TestSite } from '../../support/site.ts'
import { addDevice, enterWith, passkeyAnswer } from '../../support/staff-device.ts'

const origin = 'https://magazine.example'
const minute = 60_000
const codesOf = (page: string) =>
  [...page.matchAll(/<code>((?:[A-Z2-9]{4}-){3}[A-Z2-9]{4})<\/code>/g)].map(([, code]) => code ?? '')
const whereTo = (answer: Response) => [answer.status, answer.headers.get('location')]

describe.each(engines)('the way into the desk, on %s', (engine) => {
  let site: TestSite
  let owner: Editor
  beforeEach(async () => {
    site = await openTestSite({ engine, origin })
    owner = await openEditor(site, 'owner@paper.example', 'owner')
  })
  afterEach(() => site.drop())

  const later = (milliseconds: number) => {
    site.clock.now = new Date(site.clock.now.getTime() + milliseconds)
  }
  const idOf = async (browser: TestBrowser) => (await editorIn(browser).do('me', {})).person.id
  const gateOf = async (browser: TestBrowser) => {
    const said = await editorIn(browser).ask('me', {})
    return said.status === 200 ? 'in' : said.body.problem.code
  }
  /** Somebody who has set up a passkey and used it. */
  const withDevice = async (email: string, role: 'owner' | 'editor' | 'contributor' = 'editor') => {
    const { browser } = await openEditor(site, email, role)
    const { device } = await addDevice(browser, origin)
    await enterWith(device, browser)
    return { browser, device, email, id: await idOf(browser) }
  }
  /** Whoever has got into their mailbox, in a browser of their own. */
  const byMail = async (email: string) => {
    later(minute)
    const browser = site.browser()
    await signIn(site, browser, email)
    return browser
  }

  test('an editor is asked at the first entry to set up a passkey, uses it at once, and gets recovery codes [AU-16]', async () => {
    const { browser } = await openEditor(site, 'eda@paper.example', 'editor')
    await site.database.db.updateTable('staff').set({ put_off_until: null }).execute()
    expect(whereTo(await browser.get('/desk/calendar'))).toEqual([303, '/desk/enter?next=/desk/calendar'])
    expect(await browser.text('/desk/enter?next=/desk/calendar')).toContain('data-passkey="create"')
    const { device, goTo } = await addDevice(browser, origin)
    expect(goTo).toBe('/desk/enter')
    expect(await browser.text('/desk/enter')).toContain('data-passkey="get"')
    const before = browser.cookie
    expect(await enterWith(device, browser, '/desk/enter/codes?next=/desk')).toBe('/desk/enter/codes?next=/desk')
    expect(browser.cookie).not.toBe(before)
    const codes = codesOf(await (await browser.post('/desk/enter/codes', { next: '/desk' })).text())
    expect(new Set(codes).size).toBe(8)
    expect((await browser.get('/desk')).status).toBe(200)
    const kept = JSON.stringify(await site.database.db.selectFrom('recovery_code').selectAll().execute())
    for (const code of codes) expect(kept).not.toContain(code)
  })

  test('“not now” lets an editor in for a week, and a contributor isn’t asked', async () => {
    const { browser } = await openEditor(site, 'eda@paper.example', 'editor')
    expect((await browser.get('/desk')).status).toBe(200)
    later(7 * 24 * 60 * minute)
    expect(whereTo(await browser.get('/desk'))).toEqual([303, '/desk/enter?next=/desk'])
    expect(await gateOf(browser)).toBe('in')
    await site.database.db.updateTable('staff').set({ put_off_until: null }).execute()
    const contributor = await openEditor(site, 'con@paper.example', 'contributor')
    expect((await contributor.browser.get('/desk')).status).toBe(200)
  })

  test('once a passkey was used the mailbox alone opens nothing: no page, no route, not even for a session from before [AU-16]', async () => {
    const early = await openEditor(site, 'eda@paper.example', 'editor')
    later(minute)
    const own = site.browser()
    await signIn(site, own, 'eda@paper.example')
    const { device } = await addDevice(own, origin)
    expect(await gateOf(early.browser)).toBe('in')
    await enterWith(device, own)
    expect(await gateOf(own)).toBe('in')
    expect(await gateOf(early.browser)).toBe('second-proof')
    const thief = await byMail('eda@paper.example')
    expect(await gateOf(thief)).toBe('second-proof')
    expect(whereTo(await thief.get('/desk/picks/1'))).toEqual([303, '/desk/enter?next=/desk/picks/1'])
    const { id } = await editorIn(own).do('createPick', {})
    expect((await own.get(`/desk/preview/${id}`)).status).toBe(200)
    expect((await thief.get(`/desk/preview/${id}?reader=subscriber`)).status).toBe(404)
    const refused = await editorIn(thief).ask('createPick', {})
    expect(refused).toMatchObject({ status: 403, body: { problem: { goTo: '/desk/enter?next=/desk' } } })
    expect(await enterWith(device, thief, '/desk')).toBe('/desk')
    expect(await gateOf(thief)).toBe('in')
  })

  test('the mailbox alone adds no passkey, removes none, makes no codes and puts nothing off [AU-16]', async () => {
    const { email, id } = await withDevice('eda@paper.example')
    const thief = await byMail(email)
    expect(await passkeyAnswer(thief, '/passkeys/options/add')).toMatchObject({ status: 403, goTo: '/account/passkeys' })
    const page = await thief.text('/account/passkeys')
    expect(page).toContain('nothing can be changed here by your mailbox alone')
    expect(page).not.toContain('data-passkey="create"')
    const row = /\/account\/passkeys\/([\w-]{16})\/remove/.exec(page)?.[1]
    expect(whereTo(await thief.post(`/account/passkeys/${row}/remove`))).toEqual([303, '/desk/enter?next=/account/passkeys'])
    expect((await thief.post('/desk/enter/codes')).status).toBe(303)
    await thief.post('/desk/enter/later')
    expect(await gateOf(thief)).toBe('second-proof')
    const { db } = site.database
    expect(await db.selectFrom('passkey').select('name').where('member_id', '=', id).execute()).toHaveLength(1)
    expect(await db.selectFrom('recovery_code').select('code_hash').execute()).toEqual([])
  })

  test('the mailbox alone gives the account no other address, nor ends a change begun before the first passkey was used [AU-16]', async () => {
    const { browser: own, ask } = await openEditor(site, 'eda@paper.example', 'editor')
    const thief = await byMail('eda@paper.example')
    const change = () => thief.post('/account/email', { email: 'mallory@paper.example' })
    await change()
    const [fresh, old] = [await newestMail(site, 'mallory@paper.example'), await newestMail(site, 'eda@paper.example')]
    await enterWith((await addDevice(own, origin)).device, own)
    expect((await thief.post('/account/email/code', { newCode: fresh.code, oldCode: old.code })).status).toBe(422)
    later(minute)
    expect(whereTo(await change())).toEqual([303, '/desk/enter?next=/account'])
    expect(await ask('me', {})).toMatchObject({ body: { person: { email: 'eda@paper.example' } } })
  })

  test('a question about a new passkey from before the first was used can’t be answered after it [AU-16]', async () => {
    const { browser: own } = await openEditor(site, 'eda@paper.example', 'editor')
    const thief = await byMail('eda@paper.example')
    const { publicKey } = await passkeyAnswer(thief, '/passkeys/options/add')
    const { device } = await addDevice(own, origin)
    await enterWith(device, own)
    if (!publicKey) throw new Error('Nothing was asked')
    const credential = device.create(publicKey)
    expect((await passkeyAnswer(thief, '/passkeys/add', { credential })).status).toBe(403)
  })

  test('a recovery code lets in once, in a new session, and all owners are told [AU-16]', async () => {
    const { browser, email } = await withDevice('eda@paper.example')
    const [code = '', second = ''] = codesOf(await (await browser.post('/desk/enter/codes')).text())
    const lost = await byMail(email)
    const stolen = lost.cookie
    for (const wrong of ['', 'AAAA-AAAA-AAAA-AAAA', `${code}A`])
      expect((await lost.post('/desk/enter/code', { code: wrong })).status).toBe(422)
    const answers = await Promise.all(
      [1, 2, 3].map(() => lost.post('/desk/enter/code', { code: code.toLowerCase(), next: '/desk/topics' })),
    )
    // The others are told that the code isn't known, or, once the session they came with has ended, to sign in.
    expect(answers.filter((answer) => answer.headers.get('location') === '/desk/topics')).toHaveLength(1)
    expect(await gateOf(lost)).toBe('in')
    const copy = site.browser()
    copy.cookie = stolen
    expect(await gateOf(copy)).toBe('signed-out')
    expect((await newestMail(site, 'owner@paper.example')).subject).toBe('A recovery code was used at Tessera')
    expect((await newestMail(site, email)).subject).toBe('A recovery code was used at Tessera')
    expect((await addDevice(lost, origin)).goTo).toBe('/account/passkeys?done=added')
    const stranger = await byMail('owner@paper.example')
    expect((await stranger.post('/desk/enter/code', { code: second })).status).toBe(422)
    const { entries } = await owner.do('listAudit', {})
    expect(entries.map(({ what }) => what)).toContain('enterByCode')
  })

  test('new codes end the old ones, and the last one used leaves the second proof needed', async () => {
    const { browser } = await openEditor(site, 'eda@paper.example', 'editor')
    const [old = ''] = codesOf(await (await browser.post('/desk/enter/codes')).text())
    expect(await gateOf(browser)).toBe('second-proof')
    expect((await browser.post('/desk/enter/code', { code: old })).status).toBe(303)
    const codes = codesOf(await (await browser.post('/desk/enter/codes')).text())
    const again = await byMail('eda@paper.example')
    expect((await again.post('/desk/enter/code', { code: old })).status).toBe(422)
    for (const code of codes) expect((await again.post('/desk/enter/code', { code })).status, code).toBe(303)
    expect(await gateOf(await byMail('eda@paper.example'))).toBe('second-proof')
  })

  test('an owner lets somebody in by the number on their page; the session that asked and no other goes in [AU-16]', async () => {
    const { email, id } = await withDevice('eda@paper.example')
    const lost = await byMail(email)
    const before = await countMails(site, 'owner@paper.example')
    await lost.post('/desk/enter/ask')
    await lost.post('/desk/enter/ask')
    expect(await countMails(site, 'owner@paper.example')).toBe(before + 1)
    const number = /Your number is (\d{3} \d{3})/.exec(await lost.text('/desk/enter'))?.[1] ?? ''
    const { waiting, proofs } = await owner.do('staffProofs', {})
    expect(waiting).toMatchObject([{ id }])
    expect(JSON.stringify({ waiting, proofs })).not.toContain(number.replace(' ', ''))
    expect((await lost.post('/desk/enter/approved')).status).toBe(422)
    await enterFresh(owner, site)
    expect((await owner.ask('letIn', { number: number === '000 000' ? '000 001' : '000 000' }, { id })).status).toBe(422)
    await owner.do('letIn', { number }, { id })
    const thief = await byMail(email)
    expect((await thief.post('/desk/enter/approved')).status).toBe(422)
    expect(whereTo(await lost.post('/desk/enter/approved', { next: '/desk/topics' }))).toEqual([303, '/desk/topics'])
    expect(await gateOf(lost)).toBe('in')
    expect((await newestMail(site, 'owner@paper.example')).subject).toContain('was let in')
    expect((await lost.post('/desk/enter/approved')).status).toBe(422)
  })

  test('of the numbers typed for somebody five count, and nobody lets themselves in', async () => {
    const { browser, email, id } = await withDevice('second@paper.example', 'owner')
    const lost = await byMail(email)
    await lost.post('/desk/enter/ask')
    const number = /Your number is (\d{3} \d{3})/.exec(await lost.text('/desk/enter'))?.[1] ?? ''
    const [own, wrong] = [editorIn(browser), number.startsWith('1') ? '222222' : '111111']
    expect((await own.ask('letIn', { number }, { id })).status).toBe(409)
    await enterFresh(owner, site)
    const tries = await Promise.all(Array.from({ length: 8 }, () => owner.ask('letIn', { number: wrong }, { id })))
    expect(tries.map(({ status }) => status).toSorted()).toEqual([409, 409, 409, 422, 422, 422, 422, 422])
    expect((await owner.ask('letIn', { number }, { id })).status).toBe(409)
    expect((await lost.post('/desk/enter/approved')).status).toBe(422)
  })

  test('the console’s code lets in whoever has lost everything, for a day and only them [AU-16]', async () => {
    const { email, id } = await withDevice('eda@paper.example')
    const make = () => makeConsoleCode({ db: site.database.db, secrets, now: site.clock.now }, id)
    const lost = await byMail(email)
    const first = await make()
    const second = await make()
    expect((await lost.post('/desk/enter/code', { code: first })).status).toBe(422)
    later(24 * 60 * minute)
    expect((await lost.post('/desk/enter/code', { code: second })).status).toBe(422)
    expect((await lost.post('/desk/enter/code', { code: await make() })).status).toBe(303)
    expect(await gateOf(lost)).toBe('in')
  })

  test('an editor keeps a proof besides the mailbox: the last passkey stays until there is another, or codes', async () => {
    const { browser } = await withDevice('eda@paper.example')
    const remove = async () => {
      const page = await browser.text('/account/passkeys')
      return (await browser.post(/\/account\/passkeys\/[\w-]{16}\/remove/.exec(page)?.[0] ?? '')).status
    }
    expect(await remove()).toBe(422)
    await browser.post('/desk/enter/codes')
    expect(await remove()).toBe(303)
    expect(await gateOf(await byMail('eda@paper.example'))).toBe('second-proof')
  })

  test('of two last passkeys removed at once one stays', async () => {
    const { browser } = await withDevice('eda@paper.example')
    const { device } = await addDevice(browser, origin)
    await enterWith(device, browser)
    const page = await browser.text('/account/passkeys')
    const forms = [...new Set([...page.matchAll(/\/account\/passkeys\/[\w-]{16}\/remove/g)].map(([path]) => path))]
    const answers = await Promise.all(forms.map((path) => browser.post(path)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422])
  })

  test('what wants a recent sign-in wants a recent passkey of those who have one [AU-16]', async () => {
    const { browser, device } = await withDevice('second@paper.example', 'owner')
    later(16 * minute)
    const asked = await editorIn(browser).ask('addStaff', { email: 'new@paper.example', role: 'contributor' })
    expect(asked).toMatchObject({
      status: 403,
      body: { problem: { code: 'sign-in-again', goTo: '/desk/enter?next=/desk&again=1' } },
    })
    expect(await browser.text('/desk/enter?next=/desk&again=1')).toContain('data-passkey="get"')
    await signIn(site, browser, 'second@paper.example')
    expect(await gateOf(browser)).toBe('second-proof')
    await enterWith(device, browser)
    expect((await editorIn(browser).ask('addStaff', { email: 'new@paper.example', role: 'contributor' })).status).toBe(200)
  })

  test('a member who signs in with a passkey and then gets a role needs it from the first moment; a contributor with one too', async () => {
    const member = site.browser()
    await signIn(site, member, 'mem@paper.example')
    const { device } = await addDevice(member, origin)
    await enterWith(device, member)
    await enterFresh(owner, site)
    const { staff } = await owner.do('addStaff', { email: 'mem@paper.example', role: 'contributor' })
    expect(await gateOf(member)).toBe('in')
    expect(await gateOf(await byMail('mem@paper.example'))).toBe('second-proof')
    const memberId = staff.find(({ role }) => role === 'contributor')?.id ?? 0
    await changeRole(
      { db: site.database.db, now: site.clock.now, hash: secrets.hash, by: 'console' },
      { memberId, role: 'owner' },
    )
    expect(await gateOf(await byMail('mem@paper.example'))).toBe('second-proof')
  })

  test('whoever has no role finds no door, and the door leads to nowhere else than the magazine', async () => {
    const member = await byMail('mem@paper.example')
    for (const path of ['/desk/enter', '/desk/enter/codes']) expect((await member.get(path)).status).toBe(404)
    for (const path of ['code', 'ask', 'approved', 'later', 'codes'])
      expect((await member.post(`/desk/enter/${path}`)).status).toBe(404)
    for (const next of ['//evil.example', 'https://evil.example', '/desk/enter?next=/desk/enter', '/\\evil.example'])
      expect(whereTo(await owner.browser.get(`/desk/enter?next=${encodeURIComponent(next)}`))).toEqual([303, '/desk'])
    expect(whereTo(await site.browser().get('/desk/enter?next=/desk/log'))).toEqual([
      303,
      '/sign-in?next=/desk/enter%3Fnext%3D/desk/log',
    ])
  })
})

/** An owner without a second proof has signed in lately by doing so once more. */
async function enterFresh({ browser }: Editor, site: TestSite): Promise<void> {
  site.clock.now = new Date(site.clock.now.getTime() + minute)
  await signIn(site, browser, 'owner@paper.example')
}
