import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Mail, Mailer } from '../../src/services/mail/mailer.ts'
import { createSmtpMailer } from '../../src/services/mail/smtp-mailer.ts'
import { startSmtp, type TestSmtp } from '../support/smtp.ts'

const mail: Mail = {
  from: { name: 'Quire, “a magazine”', address: 'no-reply@quire.example' },
  to: 'ada@boat.example',
  subject: 'Your code for Quire – täglich',
  text: 'The code is\n\n    1234 5678\n',
  html: '<p>The code is <b>1234 5678</b></p>',
  date: new Date('2026-11-10T12:00:00Z'),
}

describe('mail over SMTP', () => {
  let smtp: TestSmtp
  let mailer: Mailer
  beforeEach(async () => {
    smtp = await startSmtp()
    mailer = createSmtpMailer(smtp.url)
  })
  afterEach(async () => {
    mailer.close()
    await smtp.stop()
  })

  test('arrives in both forms, from the magazine, and says that no person wrote it', async () => {
    expect(await mailer.send(mail)).toEqual({ kind: 'sent' })
    expect(smtp.taken).toEqual([expect.objectContaining({ from: 'no-reply@quire.example', to: ['ada@boat.example'] })])
    const taken = smtp.taken[0]?.mail
    expect(taken).toMatchObject({
      subject: mail.subject,
      from: { name: 'Quire, “a magazine”', address: 'no-reply@quire.example' },
      to: [{ address: 'ada@boat.example' }],
      date: '2026-11-10T12:00:00.000Z',
      attachments: [],
    })
    expect(taken?.text?.trimEnd()).toBe(mail.text.trimEnd())
    expect(taken?.html?.trim()).toBe(mail.html)
    expect(taken?.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated')
  })

  test('goes to one address and to no other, whatever a name or subject may hold [AU-11]', async () => {
    const evil = 'Quire\r\nBcc: eve@evil.example\r\nTo: eve@evil.example'
    await mailer.send({ ...mail, subject: evil, from: { name: evil, address: 'no-reply@quire.example' } })
    expect(smtp.taken[0]?.to).toEqual(['ada@boat.example'])
    expect(smtp.taken[0]?.mail.to).toEqual([{ name: '', address: 'ada@boat.example' }])
    expect(smtp.taken[0]?.raw).not.toMatch(/^bcc:/im)
  })

  test('to an address in another script arrives there', async () => {
    expect(await mailer.send({ ...mail, to: 'ada@münchen.example' })).toEqual({ kind: 'sent' })
    expect(smtp.taken[0]?.to.map((to) => to.replace('münchen', 'xn--mnchen-3ya'))).toEqual(['ada@xn--mnchen-3ya.example'])
  })

  test('refused for good, put off, or not taken at all: each is told apart, without the address', async () => {
    smtp.answer = { code: 550, at: 'recipient' }
    expect(await mailer.send(mail)).toEqual({ kind: 'refused', reason: expect.stringContaining('550') })
    smtp.answer = { code: 451, at: 'end' }
    expect(await mailer.send(mail)).toEqual({ kind: 'failed', reason: 'the mail server refuses the mail (451)' })
    smtp.answer = { code: 552, at: 'end' }
    expect(await mailer.send(mail)).toMatchObject({ kind: 'refused' })
    smtp.answer = 'take'
    expect(await mailer.send(mail)).toEqual({ kind: 'sent' })
  })

  test('a server that isn’t there, and a password that is wrong, can be mended, and no password is repeated', async () => {
    const guarded = await startSmtp({ user: 'quire', pass: 'right' })
    const wrong = createSmtpMailer(guarded.url.replace('right', 'secret-word'))
    const outcome = await wrong.send(mail)
    expect(outcome).toEqual({ kind: 'failed', reason: expect.stringMatching(/refuses the login/) })
    expect(JSON.stringify(outcome)).not.toContain('secret-word')
    const right = createSmtpMailer(guarded.url)
    expect(await right.send(mail)).toEqual({ kind: 'sent' })
    for (const one of [wrong, right]) one.close()
    await guarded.stop()
    const nobody = createSmtpMailer(guarded.url)
    expect(await nobody.send(mail)).toEqual({ kind: 'failed', reason: 'the mail server can’t be reached' })
    nobody.close()
  })
})
