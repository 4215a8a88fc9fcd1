import { loadAccount } from '../../flows/change-account.ts'
import { AccountPage, type AccountRefused } from '../../views/account-page.tsx'
import { renderPage } from '../../views/render.ts'
import type { Deps } from '../deps.ts'
import type { Member } from './signed-in.ts'

/** What the account page says besides what is kept: a form that can't be used, or that all is saved. */
export type Shown = { refused?: AccountRefused; isSaved?: boolean; status?: 422 | 429 }

/** The account page, as it is or with a form that can't be used. */
export async function showAccount(deps: Deps, { c, session }: Member, shown: Shown): Promise<Response> {
  const whose = { memberId: session.member.id, sessionId: session.sessionId }
  const account = await loadAccount({ db: deps.database.db, now: deps.now() }, whose)
  const { status = 422, ...said } = shown
  const page = renderPage(<AccountPage frame={deps.generation().frame} account={account} {...said} />)
  return shown.refused ? deps.replies.once(c, page, 'never', { status }) : deps.replies.once(c, page, 'reader')
}
