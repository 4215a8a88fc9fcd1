/** How far a mail has come. `over`: it is of no use any more and won't be sent; `failed`: nothing more is tried. */
export type MailState = 'waits' | 'again' | 'failed' | 'over' | 'sent'

/** What the state depends on. */
export type MailFacts = { usefulUntil: Date | null; sentAt: Date | null; attempts: number; nextAttemptAt: Date | null }

/** How far a mail has come at this moment. */
export function mailStateAt({ usefulUntil, sentAt, attempts, nextAttemptAt }: MailFacts, now: Date): MailState {
  if (sentAt !== null) return 'sent'
  if (nextAttemptAt === null) return 'failed'
  if (usefulUntil !== null && usefulUntil <= now) return 'over'
  return attempts === 0 ? 'waits' : 'again'
}

/** How the outbox as a whole is: how many mails wait and are still of use, and how many an attempt has failed for since one last left. */
export type OutboxCounts = { waiting: number; failed: number; error: string | null }

/** One sentence about the outbox, and whether somebody should see to it. `leaves`: whether there is a mail server. */
export function tellOutbox({ waiting, failed, error }: OutboxCounts, leaves: boolean): { isProblem: boolean; text: string } {
  if (failed > 0) return { isProblem: true, text: `${counted(failed)} could not be sent; the last time ${error}.` }
  if (leaves) return { isProblem: false, text: waiting === 0 ? 'No mail waits' : `${counted(waiting)} on the way` }
  return { isProblem: false, text: `SMTP_URL isn’t set, so mail isn’t sent: ${counted(waiting)} in the outbox` }
}

function counted(mails: number): string {
  return `${mails.toLocaleString('en-US')} ${mails === 1 ? 'mail' : 'mails'}`
}
