import { mostPasskeys } from '../../flows/ask-for-passkey.ts'
import { findOwnPasskeys, longestPasskeyName, removePasskey, renamePasskey } from '../../flows/change-passkeys.ts'
import type { Session } from '../../flows/find-session.ts'
import { passkeyMail } from '../../views/mail/passkey-mail.ts'
import { PasskeysPage, type PasskeysRefused } from '../../views/passkeys-page.tsx'
import { renderPage } from '../../views/render.ts'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { Problems } from '../problems.ts'
import { paths } from '../routes.ts'
import { askForMail } from './ask-for-mail.ts'
import { sessionTokenOf } from './member-cookies.ts'
import { doorMailFor, senderFor } from './sender.ts'
import { forMembers } from './signed-in.ts'

type Names = 'ownPasskeys' | 'confirmForPasskeys' | 'renamePasskey' | 'removePasskey'
type Member = Session['member']

const longestShown = 320

/** A member's own passkeys: the list, their names, taking one away. Adding one takes the script, and is in `passkey-ceremonies.ts`. */
export function passkeyHandlers(deps: Deps, problems: Problems): Record<Names, Handler> {
  const goTo = (location: string) => deps.replies.nothing(303, 'never', { location })
  const { signedIn, withForm } = forMembers(deps, problems, paths.ownPasskeys())
  return {
    ownPasskeys: signedIn(({ c, session }) => show(deps, c, session.member, null)),
    confirmForPasskeys: signedIn(async ({ c, session: { member } }) => {
      const asked = await askForMail(deps, c, { email: member.email, next: paths.ownPasskeys() })
      return asked.kind === 'asked' ? asked.answer : show(deps, c, member, { why: 'too-many-mails' })
    }),
    renamePasskey: withForm(async ({ c, session: { member } }, form) => {
      const [id, name] = [c.req.param('id') ?? '', form('name')]
      const { kind } = await renamePasskey(flowDeps(deps), { memberId: member.id, id, name })
      if (kind === 'saved') return goTo(paths.ownPasskeysAfter('saved'))
      const refused = { why: 'bad-name', id, typed: name.slice(0, longestShown), most: longestPasskeyName } as const
      return show(deps, c, member, refused)
    }),
    removePasskey: signedIn(async ({ c, session }) => {
      const { member } = session
      const writeMail = (what: 'added' | 'removed') => passkeyMail(senderFor(deps), what)
      // One that is gone already, or was never theirs, leaves the same list behind.
      const given = { member, id: c.req.param('id') ?? '', proof: session.proof }
      const removed = await removePasskey({ ...flowDeps(deps), writeMail, writeDoorMail: doorMailFor(deps) }, given)
      if (removed === 'second-proof') return goTo(paths.deskDoor(paths.ownPasskeys()))
      if (removed === 'last') return show(deps, c, member, { why: 'last' })
      return goTo(paths.ownPasskeysAfter('removed'))
    }),
  }
}

async function show(deps: Deps, c: Ctx, member: Member, refused: PasskeysRefused | null): Promise<Response> {
  const found = await findOwnPasskeys(flowDeps(deps), sessionTokenOf(c))
  if (found === null) return deps.replies.nothing(303, 'never', { location: paths.signIn(paths.ownPasskeys()) })
  const own = { ...found, most: mostPasskeys, email: member.email }
  const done = (['added', 'saved', 'removed'] as const).find((one) => one === c.req.query('done')) ?? null
  const page = renderPage(<PasskeysPage frame={deps.generation().frame} own={own} done={done} refused={refused} />)
  if (refused === null) return deps.replies.once(c, page, 'reader')
  return deps.replies.once(c, page, 'never', { status: refused.why === 'too-many-mails' ? 429 : 422 })
}

function flowDeps({ database, secrets, now }: Deps) {
  return { db: database.db, secrets, now: now() }
}
