/** A mail as it leaves. Addresses are in the normal form of `domain/email.ts`, except the one the magazine itself writes from. */
export type Mail = {
  from: { name: string; address: string }
  to: string
  subject: string
  text: string
  html: string
  date: Date
}

/** What became of a mail. `refused`: it won't be taken later either. `failed`: it may be. The reason names no address and no password. */
export type MailSent = { kind: 'sent' } | { kind: 'refused' | 'failed'; reason: string }

/** Sends mail. Never throws. */
export type Mailer = { send: (mail: Mail) => Promise<MailSent>; close: () => void }
