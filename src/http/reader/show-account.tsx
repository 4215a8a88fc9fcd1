import { loadAccount } from '../../flows/change-account.ts'
import type { Session } from '../../flows/find-session.ts'
import { AccountPage, type AccountRefused } from '../../views/account-page.tsx'
import { renderPage } from '../../views/render.ts'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import { type Form, readForm } from '../form.ts'
import type { Problems } from '../problems.ts'
import { paths } from '../routes.ts'
import { findSignedIn } from './who.ts'

/** A member's request. */
export type MemberAsks = { c: Ctx; session: Session }

/** What the account page says besides what is kept: a form that can't be used, or that all is saved. */
export type Shown = { refused?: AccountRefused; isSaved?: boolean; status?: 422 | 429 }

/** A handler for members only. Whoever isn't signed in is sent to where one does that, and comes back to the account. */
export function forMembers(deps: Deps, answer: (asks: MemberAsks) => Promise<Response>): Handler {
  return async (c) => {
    const session = await findSignedIn(deps, c)
    if (session !== null) return answer({ c, session })
    return deps.replies.nothing(303, 'never', { location: paths.signIn(paths.account()) })
  }
}

/** The same for a form that members send; what no form of ours sends is refused. */
export function forMembersForms(
  { deps, problems }: { deps: Deps; problems: Problems },
  answer: (asks: MemberAsks, form: Form) => Promise<Response>,
): Handler {
  return forMembers(deps, async (asks) => {
    const form = await readForm(asks.c)
    return form === null ? problems.send(asks.c, 400) : answer(asks, form)
  })
}

/** The account page, as it is or with a form that can't be used. */
export async function showAccount(deps: Deps, { c, session }: MemberAsks, shown: Shown): Promise<Response> {
  const whose = { memberId: session.member.id, sessionId: session.sessionId }
  const account = await loadAccount({ db: deps.database.db, now: deps.now() }, whose)
  const { status = 422, ...said } = shown
  const page = renderPage(<AccountPage frame={deps.generation().frame} account={account} {...said} />)
  return shown.refused ? deps.replies.once(c, page, 'never', { status }) : deps.replies.once(c, page, 'reader')
}
