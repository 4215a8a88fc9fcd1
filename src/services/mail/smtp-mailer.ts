import { createTransport } from 'nodemailer'
import type { Mail, Mailer, MailSent } from './mailer.ts'

const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000, dnsTimeout: 5_000 }
const mostConnections = 3

/** Sends through the SMTP server that `url` names, over a few connections that are kept. Nothing is connected before the first mail. */
export function createSmtpMailer(url: string): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: mostConnections,
    ...patience,
    // A mail here is text and nothing else; none may ever make the sender read a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async (mail) => {
      try {
        await transport.sendMail(messageOf(mail))
        return { kind: 'sent' }
      } catch (error) {
        return outcomeOf(error)
      }
    },
    close: () => transport.close(),
  }
}

function messageOf({ from, to, subject, text, html, date }: Mail) {
  return {
    from,
    to: { name: '', address: to },
    // Said outright, so that no header can add to it.
    envelope: { from: from.address, to: [to] },
    subject,
    text,
    html,
    date,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  }
}

const reasons: Record<string, string> = {
  EAUTH: 'the mail server refuses the login',
  ECONNECTION: 'the mail server can’t be reached',
  EDNS: 'the mail server’s name leads nowhere',
  ENOAUTH: 'the mail server wants a login',
  ESOCKET: 'the mail server can’t be reached',
  ETIMEDOUT: 'the mail server doesn’t answer',
  ETLS: 'no safe connection to the mail server comes about',
}

/** The server's own words may repeat the address, and a connection's error the password; neither is passed on. */
function outcomeOf(error: unknown): MailSent {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  const answer = typeof responseCode === 'number' ? responseCode : null
  const known = typeof code === 'string' ? reasons[code] : undefined
  const reason = known ?? (answer === null ? `the mail can’t be sent (${code ?? 'unknown'})` : 'the mail server refuses the mail')
  // A refusal of this very mail; a login that is refused is the magazine's to mend, and the mail can go then.
  const isFinal = answer !== null && answer >= 500 && known === undefined
  return { kind: isFinal ? 'refused' : 'failed', reason: answer === null ? reason : `${reason} (${answer})` }
}
