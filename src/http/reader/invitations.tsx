import { acceptInvitation, findInvitationBy } from '../../flows/invite-to-group.ts'
import { findCookie, hostCookie } from '../../kit/cookie.ts'
import { isToken } from '../../kit/secret-token.ts'
import { InvitationPage, type InvitationState } from '../../views/invitation-page.tsx'
import { renderPage } from '../../views/render.ts'
import { type Ctx, type Handler, headerOf } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { Problems } from '../problems.ts'
import { paths } from '../routes.ts'
import { withCookies } from './member-cookies.ts'
import { findSignedIn } from './who.ts'

type Names = 'invitation' | 'invitationLink' | 'acceptInvitation'

const cookieName = '__Host-tessera-invitation'
/** As long as somebody may take to sign in. */
const cookieSeconds = 3_600
// The page has the mail's secret in its address.
const unreferred = { 'referrer-policy': 'no-referrer' }

/** Invitations to a seat: the page behind the mail's link, its button, and the way through signing in, on which a cookie carries the secret. */
export function invitationHandlers(deps: Deps, problems: Problems): Record<Names, Handler> {
  const flow = () => ({ db: deps.database.db, secrets: deps.secrets, now: deps.now() })
  const show = async (c: Ctx, token: string | null, isFull = false) => {
    const found = await findInvitationBy(flow(), token)
    const isAnswer = c.req.method === 'POST'
    const status = isAnswer ? 422 : 200
    const signedInAs = (await findSignedIn(deps, c))?.member.email ?? null
    const { frame } = deps.generation()
    const state: InvitationState =
      found && token !== null
        ? { kind: isFull ? 'full' : 'open', group: found.group, email: found.invitation.email, token, signedInAs }
        : { kind: 'dead' }
    const page = renderPage(<InvitationPage frame={frame} state={state} />)
    return deps.replies.once(c, page, isAnswer ? 'never' : 'reader', { status, headers: unreferred })
  }
  return {
    invitation: (c) => show(c, findCookie(headerOf(c, 'cookie'), cookieName)),
    invitationLink: (c) => show(c, c.req.param('token') ?? null),
    acceptInvitation: async (c) => {
      const token = c.req.param('token') ?? ''
      if (!isToken(token)) return problems.notFound(c)
      const session = await findSignedIn(deps, c)
      if (session === null) {
        const asked = deps.replies.nothing(303, 'never', { location: paths.signIn(paths.invitation()), ...unreferred })
        return withCookies(asked, [hostCookie(cookieName, token, cookieSeconds)])
      }
      const accepted = await acceptInvitation(flow(), { token, member: session.member })
      if (accepted.kind === 'dead' || accepted.kind === 'none-left') return show(c, token, accepted.kind === 'none-left')
      const seated = deps.replies.nothing(303, 'never', { location: paths.groups(), ...unreferred })
      return withCookies(seated, [hostCookie(cookieName, '', 0)])
    },
  }
}
