import { longestName, saveAccount } from '../../flows/change-account.ts'
import { chooseNewsletters } from '../../flows/choose-newsletters.ts'
import { deleteAccount } from '../../flows/delete-account.ts'
import { exportAccount } from '../../flows/export-account.ts'
import { endSession, endSessions, signOut } from '../../flows/sign-out.ts'
import type { UnitedVisitor } from '../../flows/unite-readings.ts'
import { visitorCookie } from '../../kit/visitor-token.ts'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { Problems } from '../problems.ts'
import { paths } from '../routes.ts'
import { ended, sessionTokenOf, withCookies } from './member-cookies.ts'
import { showAccount } from './show-account.tsx'
import { forMembers } from './signed-in.ts'
import { findVisitor } from './who.ts'

type Names =
  | 'account'
  | 'saveAccount'
  | 'accountExport'
  | 'deleteAccount'
  | 'signOut'
  | 'endSession'
  | 'endAllSessions'
  | 'saveNewsletters'

/** A member's own account. Whoever isn't signed in is sent to where one does that. */
export function accountHandlers(deps: Deps, problems: Problems): Record<Names, Handler> {
  const goTo = (location: string) => deps.replies.nothing(303, 'never', { location })
  const { signedIn, withForm } = forMembers(deps, problems, paths.account())
  /** Out of the account, with the visitor's cookie, so that this browser starts no new allowance. */
  const leave = (visitor: UnitedVisitor, done: 'signed-out' | 'deleted') => {
    const cookie = visitorCookie(deps.visitors.issue({ id: visitor.id, first: null }, deps.now()))
    const gone = deps.replies.nothing(303, 'never', { location: paths.signInAfter(done), 'clear-site-data': '"cache"' })
    return withCookies(gone, [ended.session, cookie])
  }

  return {
    account: signedIn((member) => showAccount(deps, member, { isSaved: member.c.req.query('saved') !== undefined })),
    saveAccount: withForm(async (member, form) => {
      const [name, keepsHistory] = [form('name'), form('keepsHistory') === 'yes']
      const { kind } = await saveAccount(flowDeps(deps), { memberId: member.session.member.id, name, keepsHistory })
      if (kind === 'saved') return goTo(paths.accountSaved())
      return showAccount(deps, member, { refused: { form: 'you', name, keepsHistory, most: longestName } })
    }),
    saveNewsletters: withForm(async ({ session }, form) => {
      const wants = (slug: string) => form(`newsletter-${slug}`) === 'yes'
      await chooseNewsletters({ db: deps.database.db, now: deps.now() }, { memberId: session.member.id, wants })
      return goTo(paths.accountSaved())
    }),
    accountExport: signedIn(async ({ c, session }) => {
      const all = await exportAccount({ ...deps.database, now: deps.now() }, { memberId: session.member.id })
      return deps.replies.once(c, `${JSON.stringify(all, null, 2)}\n`, 'reader', {
        type: 'application/json; charset=utf-8',
        headers: { 'content-disposition': 'attachment; filename="account.json"' },
      })
    }),
    deleteAccount: withForm(async (member, form) => {
      const visitor = visitorOf(deps, member.c)
      const typed = form('email')
      const { kind } = await deleteAccount(flowDeps(deps), { member: member.session.member, typed, visitor })
      return kind === 'deleted'
        ? leave(visitor, 'deleted')
        : showAccount(deps, member, { refused: { form: 'delete', email: typed, hasRole: kind === 'has-role' } })
    }),
    signOut: signedIn(async ({ c }) => {
      const visitor = visitorOf(deps, c)
      await signOut(flowDeps(deps), { session: sessionTokenOf(c), visitor })
      return leave(visitor, 'signed-out')
    }),
    endSession: signedIn(async ({ c, session }) => {
      const one = { memberId: session.member.id, id: c.req.param('id') ?? '' }
      // What is somebody else's looks like what isn't there.
      return (await endSession({ db: deps.database.db }, one)) ? goTo(paths.account()) : problems.notFound(c)
    }),
    endAllSessions: signedIn(async ({ c, session }) => {
      const visitor = visitorOf(deps, c)
      await endSessions(flowDeps(deps), { memberId: session.member.id, visitor })
      return leave(visitor, 'signed-out')
    }),
  }
}

function flowDeps({ database, secrets, generation, meter, now }: Deps) {
  const { magazine, calendar } = generation()
  const { onLedgerFailure } = meter
  return { ...database, secrets, policy: magazine.policy, calendar, onLedgerFailure, now: now() }
}

/** The browser's visitor, or a new one for a browser that has none. */
function visitorOf(deps: Deps, c: Ctx): UnitedVisitor {
  return findVisitor(deps, c, deps.now()) ?? { id: deps.visitors.newId(), first: null }
}
