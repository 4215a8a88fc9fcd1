import { listDeskMail } from '../../data/desk-mail.ts'
import { countMail } from '../../data/outgoing-mail.ts'
import { countSecrets } from '../../data/secrets.ts'
import { mailStateAt, tellOutbox } from '../../domain/outbox.ts'
import { openMail, removeMail, tryMailAgain } from '../../flows/change-mail.ts'
import { rotateEverything } from '../../flows/rotate-everything.ts'
import type { DeskAnswers } from './desk-route.ts'
import { flowDeps } from './flow-deps.ts'
import { refuse } from './refusal.ts'

type Names = 'listMail' | 'openMail' | 'retryMail' | 'deleteMail' | 'showSecrets' | 'rotateEverything'

const mailsShown = 50

/**
 * The outbox, and what lets people in. What a mail says is told only where no mail leaves: there an owner hands it on. Where it leaves, its code
 * is between the program and the mailbox.
 */
export const mailAnswers: DeskAnswers<Names> = {
  listMail: async ({ deps, asked: { before = null, unsent } }) => {
    const { db } = deps.database
    const now = deps.now()
    const mails = await listDeskMail(db, { before, limit: mailsShown, isUnsent: unsent === 'yes' })
    const last = mails.at(-1)
    return {
      answer: {
        leaves: deps.mailLeaves,
        outbox: tellOutbox(await countMail(db, now), deps.mailLeaves),
        mails: mails.map(({ id, recipient, subject, askedAt, attempts, error, ...facts }) => ({
          ...{ id, recipient, subject, attempts, error },
          askedAt: askedAt.toISOString(),
          state: mailStateAt({ ...facts, attempts }, now),
          sentAt: facts.sentAt?.toISOString() ?? null,
          nextAttemptAt: facts.nextAttemptAt?.toISOString() ?? null,
        })),
        next: last && mails.length === mailsShown && last.id > 1 ? last.id : null,
      },
    }
  },
  openMail: async (request) => {
    if (request.deps.mailLeaves)
      return refuse('not-now', { message: 'Mail leaves from here, and what it says is for its reader alone.' })
    const mail = await openMail(flowDeps(request), request.id)
    return mail === null ? refuse('missing') : { answer: mail }
  },
  retryMail: async (request) =>
    (await tryMailAgain(flowDeps(request), request.id))
      ? { answer: {} }
      : refuse('not-now', { message: 'It has left already, or is of no use any more.' }),
  deleteMail: async (request) => ((await removeMail(flowDeps(request), request.id)) ? { answer: {} } : refuse('missing')),
  showSecrets: async ({ deps }) => ({ answer: await countSecrets(deps.database.db, deps.now()) }),
  rotateEverything: async (request) => {
    const { secrets, refresh } = request.deps
    const fresh = { id: secrets.newCode(), secret: secrets.newToken() }
    const ended = await rotateEverything(flowDeps(request), fresh)
    await refresh()
    return { answer: ended }
  },
}
