import { claimMail, countMail, listDueMail, saveFailure, saveSent } from '../data/outgoing-mail.ts'
import type { Db } from '../data/schema.ts'
import type { Mailer } from '../services/mail/mailer.ts'

export type MailDeps = {
  db: Db
  mailer: Mailer
  /** Whom mail comes from, as the magazine has it set now. */
  from: () => { name: string; address: string }
  now: () => Date
  log: (event: string, facts?: Record<string, string | number | null>) => void
}

const minute = 60_000
/** The minutes after each attempt until the next; after the last nothing more is tried. */
export const retryMinutes = [1, 5, 30, 120, 360, 720, 1_440]

const atOnce = 20
const eachSecond = 1_000

/**
 * Sends what is due in the outbox, a few mails at a time, and says how many left. Any number of processes may do so at once: each mail
 * is taken by one of them. One that ends between sending and writing that down sends it a second time.
 */
export async function sendDueMail(deps: MailDeps): Promise<number> {
  const ids = await listDueMail(deps.db, deps.now(), atOnce)
  const sent = await Promise.all(ids.map((id) => sendOne(deps, id)))
  return sent.filter((isSent) => isSent).length
}

/** Looks into the outbox every second until it is stopped. `stop` waits for what is under way. */
export function startMail(deps: MailDeps): { stop: () => Promise<void> } {
  let underWay: Promise<void> | null = null
  const look = () => {
    underWay ??= sendDueMail(deps)
      .then(() => {})
      .catch((error: unknown) => deps.log('job failed', { job: 'send mail', error: String(error) }))
      .finally(() => {
        underWay = null
      })
  }
  const timer = setInterval(look, eachSecond)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await underWay
      deps.mailer.close()
    },
  }
}

/** Without a mail server: says once, when the first mail waits, where it can be read. */
export function watchOutbox({ db, now, say }: Pick<MailDeps, 'db' | 'now'> & { say: (line: string) => void }): {
  stop: () => Promise<void>
} {
  const timer = setInterval(() => {
    countMail(db, now())
      .then(({ waiting }) => {
        if (waiting === 0) return
        clearInterval(timer)
        say('A mail waits in the outbox: `tessera outbox` shows it. Set SMTP_URL, and mail is sent.')
      })
      .catch(() => {}) // the pages say so themselves when there is no database
  }, eachSecond)
  timer.unref()
  return { stop: async () => clearInterval(timer) }
}

async function sendOne({ db, mailer, from, now, log }: MailDeps, id: number): Promise<boolean> {
  const at = now()
  const nextAttemptAt = (attempts: number) => new Date(at.getTime() + (retryMinutes[attempts - 1] ?? 1) * minute)
  const mail = await claimMail(db, id, { now: at, nextAttemptAt })
  if (!mail) return false
  const { recipient: to, subject, text, html, attempts } = mail
  const outcome = await mailer.send({ from: from(), to, subject, text, html, date: at })
  if (outcome.kind === 'sent') {
    await saveSent(db, id, now())
    return true
  }
  const isFinal = outcome.kind === 'refused' || attempts > retryMinutes.length
  await saveFailure(db, id, { error: outcome.reason, isFinal })
  log('mail not sent', { mail: id, attempt: attempts, reason: outcome.reason, final: isFinal ? 'yes' : 'no' })
  return false
}
