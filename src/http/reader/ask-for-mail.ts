import { type AskInput, askToSignIn } from '../../flows/ask-to-sign-in.ts'
import { signInMail } from '../../views/mail/sign-in-mail.ts'
import type { Ctx } from '../context.ts'
import type { Deps } from '../deps.ts'
import { paths } from '../routes.ts'
import { flowCookie, flowTokenOf, knownCookieOf, withCookies } from './member-cookies.ts'
import { senderFor } from './sender.ts'
import { addressOf } from './who.ts'

/** Sends the mail with link and code, and answers with the way to the page that waits for the code; or says why no mail goes out. */
export async function askForMail(
  deps: Deps,
  c: Ctx,
  { email, next }: { email: string; next: string | null },
): Promise<{ kind: 'asked'; answer: Response } | { kind: 'bad-address' } | { kind: 'too-many' }> {
  const brought = { network: addressOf(deps, c), flow: flowTokenOf(c), known: knownCookieOf(c) }
  const input: AskInput = { email, next: next ?? paths.account(), ...brought }
  const writeMail = ({ code, linkToken }: { code: string; linkToken: string }) =>
    signInMail(senderFor(deps), { code, link: deps.origin + paths.signInLink(linkToken) })
  const { database, secrets, knownBrowsers, askLimits, now } = deps
  const flowDeps = { db: database.db, secrets, knownBrowsers, limits: askLimits, now: now(), writeMail }
  const asked = await askToSignIn(flowDeps, input)
  if (asked.kind !== 'asked') return asked
  const headers = { location: paths.signInCode(next), 'referrer-policy': 'no-referrer' }
  return { kind: 'asked', answer: withCookies(deps.replies.nothing(303, 'never', headers), [flowCookie(asked.flow)]) }
}
