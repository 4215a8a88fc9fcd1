import { afterEach, describe, expect, test } from 'vitest'
import { saveMail } from '../../../src/data/outgoing-mail.ts'
import { engines } from '../../support/database.ts'
import { openEditor } from '../../support/desk.ts'
import { askForMail, signIn } from '../../support/sign-in.ts'
import { openTestSite, pickText, type TestSite } from '../../support/site.ts'

const day = 86_400_000

describe.each(engines)('mail and secrets at the desk, on %s', (engine) => {
  let site: TestSite
  afterEach(() => site.drop())

  const putMail = async (subject: string) => {
    const mail = { recipient: 'cay@paper.example', subject, text: `Inside ${subject}`, html: '' }
    const times = { now: site.clock.now, usefulUntil: new Date(site.clock.now.getTime() + day) }
    await site.database.db.transaction().execute((trx) => saveMail(trx, mail, times))
  }

  test('without a mail server an owner reads what a mail says, after a recent sign-in, and each look is written down', async () => {
    site = await openTestSite({ engine })
    const ada = await openEditor(site, 'ada@paper.example', 'owner')
    await putMail('Hello')
    const { mails, outbox, leaves } = await ada.do('listMail', { unsent: 'yes' })
    expect([leaves, outbox.isProblem, mails[0]?.state]).toEqual([false, false, 'waits'])
    expect(JSON.stringify(mails)).not.toContain('Inside')
    const id = mails[0]?.id ?? 0
    expect(await ada.do('openMail', {}, { id })).toEqual({ text: 'Inside Hello' })
    const [entry] = (await ada.do('listAudit', { limit: '1' })).entries
    expect(entry).toMatchObject({ what: 'openMail', subject: `mail ${id}`, who: { name: 'ada@paper.example' } })
    site.clock.now = new Date(site.clock.now.getTime() + 16 * 60_000)
    expect((await ada.ask('openMail', {}, { id })).body).toMatchObject({ problem: { code: 'sign-in-again' } })
    await ada.do('deleteMail', {}, { id })
    expect((await ada.ask('deleteMail', {}, { id })).status).toBe(404)
  })

  test('where mail leaves nobody at the desk reads what it says; what failed is tried again or deleted', async () => {
    site = await openTestSite({ engine, mailLeaves: true })
    const ada = await openEditor(site, 'ada@paper.example', 'owner')
    await putMail('Stuck')
    const { db } = site.database
    await db
      .updateTable('outgoing_mail')
      .set({ attempts: 8, next_attempt_at: null, error: 'The mailbox is full' })
      .where('subject', '=', 'Stuck')
      .execute()
    const { mails, outbox } = await ada.do('listMail', {})
    const stuck = mails.find(({ subject }) => subject === 'Stuck')
    const id = stuck?.id ?? 0
    expect(stuck).toMatchObject({ state: 'failed', error: 'The mailbox is full', attempts: 8 })
    expect(outbox).toEqual({ isProblem: true, text: '1 mail could not be sent; the last time The mailbox is full.' })
    expect((await ada.ask('openMail', {}, { id })).status).toBe(409)
    await ada.do('retryMail', {}, { id })
    expect((await ada.do('listMail', {})).mails.find((mail) => mail.id === id)).toMatchObject({ state: 'waits', attempts: 0 })
    site.clock.now = new Date(site.clock.now.getTime() + 2 * day)
    expect((await ada.ask('retryMail', {}, { id })).body).toMatchObject({
      problem: { code: expect.stringMatching(/not-now|signed-out/) },
    })
  })

  test('everything that lets anybody in is changed in one action, and nobody but the log is left as it was [DK-12]', async () => {
    site = await openTestSite({
      engine,
      settings: { 'allowance.visitors': '1' },
      picks: pickText({ headline: 'One', secret: 'canary' }),
    })
    const ada = await openEditor(site, 'ada@paper.example', 'owner')
    const member = site.browser()
    await signIn(site, member, 'cay@paper.example')
    const waiting = site.browser()
    const mail = await askForMail(site, waiting, 'dee@paper.example')
    const visitor = site.browser()
    await visitor.get('/picks/one')
    const cookieBefore = visitor.cookie
    const before = await ada.do('showSecrets', {})
    expect(before).toMatchObject({ sessions: 2, signIns: expect.any(Number) })
    expect(await ada.do('rotateEverything', {})).toEqual(before)
    expect((await ada.ask('me', {})).status).toBe(401)
    expect((await member.get('/account')).status).toBe(303)
    const tried = await waiting.post('/sign-in/code', { code: mail.code })
    expect(tried.status).not.toBe(303)
    visitor.cookie = cookieBefore
    expect(await visitor.text('/picks/one')).toContain('canary')
    expect(visitor.cookie).not.toBe(cookieBefore)
    const { db } = site.database
    const keys = await db.selectFrom('signing_key').select('created_at').execute()
    expect(keys.map(({ created_at }) => created_at)).toEqual([site.clock.now.toISOString()])
    const log = await db.selectFrom('audit').select(['what', 'detail']).orderBy('id', 'desc').limit(1).execute()
    expect(log).toMatchObject([{ what: 'rotateEverything' }])
    expect(JSON.parse(log[0]?.detail ?? '{}')).toEqual(before)
  })
})
