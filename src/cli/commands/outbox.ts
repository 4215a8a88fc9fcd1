import { findMail, type ListedMail, listMail } from '../../data/outgoing-mail.ts'
import type { Db } from '../../data/schema.ts'
import { type Cli, type Command, configOf, parse, Refused, UsageError, withMagazine } from '../command.ts'

const shown = 50

export const outboxCommand: Command = {
  summary: 'show the mail that waits, and what became of the rest',
  usage: ['outbox [ID] [--data DIR]'],
  help: `Lists the ${shown} newest mails of the last week; with the number of one it shows what it says.
Without SMTP_URL mail isn't sent: this is where the code of a first sign-in can be read.
What a mail said is deleted once it has been sent.

  --data DIR  the folder of the magazine, whatever DATABASE_URL says`,

  async run(args, cli) {
    const { values, positionals } = parse(args, { data: { type: 'string' } })
    const [typed, ...more] = positionals
    if (more.length > 0) throw new UsageError(`“${more[0]}” is too much. One mail at a time.`)
    const id = typed === undefined ? null : numberOf(typed)
    await withMagazine(cli, configOf(cli, { data: values.data }), ({ db }) => (id === null ? list(cli, db) : show(cli, db, id)))
    return 0
  },
}

function numberOf(typed: string): number {
  if (!/^[1-9]\d{0,8}$/.test(typed))
    throw new UsageError(`“${typed}” is not the number of a mail. \`tessera outbox\` lists them.`)
  return Number(typed)
}

async function list(cli: Cli, db: Db) {
  const mails = await listMail(db, shown)
  if (mails.length === 0) await cli.out('The outbox is empty.\n')
  for (const mail of mails)
    await cli.out(
      `${String(mail.id).padStart(5)}  ${timeOf(mail.askedAt)}  ${mail.recipient}  ${mail.subject}  (${stateOf(mail)})\n`,
    )
}

async function show(cli: Cli, db: Db, id: number) {
  const mail = await findMail(db, id)
  if (!mail) throw new Refused(`There is no mail ${id} in the outbox. \`tessera outbox\` lists those there are.`)
  const head = [
    `To: ${mail.recipient}`,
    `Subject: ${mail.subject}`,
    `Asked for: ${timeOf(mail.askedAt)} UTC`,
    `State: ${stateOf(mail)}`,
  ]
  await cli.out(`${head.join('\n')}\n${mail.text === '' ? '' : `\n${mail.text}`}`)
}

function stateOf({ sentAt, nextAttemptAt, attempts, error }: ListedMail): string {
  if (sentAt) return `sent ${timeOf(sentAt)}`
  const why = error === null ? '' : `: ${error}`
  if (nextAttemptAt === null) return `given up${why}`
  return attempts === 0 ? 'waits' : `tried ${attempts === 1 ? 'once' : `${attempts} times`}, again ${timeOf(nextAttemptAt)}${why}`
}

function timeOf(date: Date): string {
  return date.toISOString().slice(0, 16).replace('T', ' ')
}
