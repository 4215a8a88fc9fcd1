import type { Session } from '../../flows/find-session.ts'
import { localPath } from '../../kit/local-path.ts'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import { type Form, readForm } from '../form.ts'
import type { Problems } from '../problems.ts'
import { paths } from '../routes.ts'
import { findSignedIn } from './who.ts'

/** A request with the session it belongs to. */
export type Member = { c: Ctx; session: Session }

/** Where somebody comes back to who had to sign in first. */
type Next = string | ((c: Ctx) => string)

/**
 * Wraps answers that are for members: whoever isn't signed in is sent to where one does that, and back to `next`, to `home`, or to the
 * page asked for.
 */
export function forMembers(deps: Deps, problems: Problems, home: string | null = null) {
  const signedIn =
    (answer: (member: Member) => Promise<Response>, next: Next | null = home): Handler =>
    async (c) => {
      const session = await findSignedIn(deps, c)
      if (session !== null) return answer({ c, session })
      const back = typeof next === 'function' ? next(c) : (next ?? localPath(c.req.path, deps.origin))
      return deps.replies.nothing(303, 'never', { location: paths.signIn(back) })
    }
  const withForm = (answer: (member: Member, form: Form) => Promise<Response>, next: Next | null = home): Handler =>
    signedIn(async (member) => {
      const form = await readForm(member.c)
      return form === null ? problems.send(member.c, 400) : answer(member, form)
    }, next)
  return { signedIn, withForm }
}

/** A number in the path; 0, which nothing has for its id, where there is none. */
export function idOf(c: Ctx, name: string): number {
  return wholeNumber(c.req.param(name) ?? '')
}

/** A whole number above 0 as it is written; 0 for anything else. */
export function wholeNumber(text: string): number {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0
}
