import { deviceName } from '../../domain/device-name.ts'
import { askToSignIn } from '../../flows/ask-to-sign-in.ts'
import { type ConfirmedByCode, confirmByCode, confirmByLink, findLink, type SignedIn } from '../../flows/confirm-sign-in.ts'
import { localPath } from '../../kit/local-path.ts'
import { isToken } from '../../kit/secret-token.ts'
import { accentsOf } from '../../views/accent.ts'
import { CodePage, type CodeRefused } from '../../views/code-page.tsx'
import { signInMail } from '../../views/mail/sign-in-mail.ts'
import { renderPage } from '../../views/render.ts'
import { type LinkState, SignInLinkPage } from '../../views/sign-in-link-page.tsx'
import { SignInPage } from '../../views/sign-in-page.tsx'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import { type Form, readForm } from '../form.ts'
import type { Problems } from '../problems.ts'
import { paths } from '../routes.ts'
import { ended, flowCookie, flowTokenOf, sessionCookie, sessionTokenOf, withCookies } from './member-cookies.ts'
import { addressOf, findSignedIn, findVisitor } from './who.ts'

type Names = 'signUp' | 'signIn' | 'askToSignIn' | 'signInCode' | 'confirmByCode' | 'signInLink' | 'confirmByLink'
type Purpose = 'sign-in' | 'sign-up'

const longestShown = 320
// The link's page has the mail's secret in its address.
const unreferred = { 'referrer-policy': 'no-referrer' }

/** Signing up and signing in, which are the same: an address, a mail, and the code or the link in it. */
export function signInHandlers(deps: Deps, problems: Problems): Record<Names, Handler> {
  const show = (purpose: Purpose) => async (c: Ctx) => {
    const next = localPath(c.req.query('next'), deps.origin)
    if (await findSignedIn(deps, c)) return goTo(deps, next ?? paths.account())
    const { frame } = deps.generation()
    return deps.replies.once(c, renderPage(<SignInPage frame={frame} purpose={purpose} next={next} />), 'reader')
  }
  const withForm = (answer: (c: Ctx, form: Form) => Promise<Response>) => async (c: Ctx) => {
    const form = await readForm(c)
    return form === null ? problems.send(c, 400) : answer(c, form)
  }
  return {
    signUp: show('sign-up'),
    signIn: show('sign-in'),
    askToSignIn: withForm((c, form) => ask(deps, c, form)),
    signInCode: (c) => {
      const next = localPath(c.req.query('next'), deps.origin)
      if (!isToken(flowTokenOf(c))) return goTo(deps, paths.signIn(next))
      return deps.replies.once(c, renderPage(<CodePage frame={deps.generation().frame} refused={null} next={next} />), 'reader')
    },
    confirmByCode: withForm((c, form) => confirmCode(deps, c, form)),
    signInLink: async (c) => {
      const token = c.req.param('token') ?? ''
      const state = await findLink(confirmDeps(deps), { flow: flowTokenOf(c), token })
      return linkPage(deps, c, { kind: state, token })
    },
    confirmByLink: async (c) => {
      const token = c.req.param('token') ?? ''
      const confirmed = await confirmByLink(confirmDeps(deps), { ...browserOf(deps, c), token })
      if (confirmed.kind === 'signed-in') return enter(deps, confirmed)
      return linkPage(deps, c, confirmed.kind === 'dead' ? confirmed : { kind: 'here', token, notNow: true })
    },
  }
}

async function ask(deps: Deps, c: Ctx, form: Form): Promise<Response> {
  const { frame } = deps.generation()
  const { words, magazine } = frame
  const [email, next] = [form('email'), localPath(form('next'), deps.origin)]
  const sender = { words, name: magazine.name, origin: deps.origin, accents: accentsOf(magazine.accent) }
  const asked = await askToSignIn(
    {
      db: deps.database.db,
      secrets: deps.secrets,
      limits: deps.askLimits,
      now: deps.now(),
      writeMail: ({ code, linkToken }) => signInMail(sender, { code, link: deps.origin + paths.signInLink(linkToken) }),
    },
    { email, next: next ?? paths.account(), network: addressOf(deps, c), flow: flowTokenOf(c) },
  )
  if (asked.kind === 'asked') return withCookies(goTo(deps, paths.signInCode(next)), [flowCookie(asked.flow)])
  const purpose = form('purpose') === 'sign-up' ? 'sign-up' : 'sign-in'
  const refused = { typed: email.slice(0, longestShown), why: asked.kind }
  const page = <SignInPage frame={frame} purpose={purpose} next={next} refused={refused} />
  return deps.replies.once(c, renderPage(page), 'never', { status: asked.kind === 'too-many' ? 429 : 422 })
}

async function confirmCode(deps: Deps, c: Ctx, form: Form): Promise<Response> {
  const confirmed = await confirmByCode(confirmDeps(deps), { ...browserOf(deps, c), code: form('code') })
  if (confirmed.kind === 'signed-in') return enter(deps, confirmed)
  const refused = refusedOf(confirmed, form('code').slice(0, longestShown))
  const next = localPath(form('next'), deps.origin)
  const page = <CodePage frame={deps.generation().frame} refused={refused} next={next} />
  return deps.replies.once(c, renderPage(page), 'never', { status: refused.why === 'not-now' ? 503 : 422 })
}

function refusedOf(confirmed: Exclude<ConfirmedByCode, SignedIn>, typed: string): CodeRefused {
  if (confirmed.kind === 'not-now') return { why: 'not-now', typed }
  return confirmed.kind === 'dead' || confirmed.left === 0 ? { why: 'dead' } : { why: 'wrong', typed, left: confirmed.left }
}

function linkPage(deps: Deps, c: Ctx, state: LinkState): Response {
  const page = renderPage(<SignInLinkPage frame={deps.generation().frame} state={state} />)
  if (c.req.method !== 'POST') return deps.replies.once(c, page, 'reader', { headers: unreferred })
  return deps.replies.once(c, page, 'never', { status: state.kind === 'here' ? 503 : 422, headers: unreferred })
}

/** Into the magazine, signed in: a new session, and the mail's flow is over. */
function enter(deps: Deps, { session, next }: SignedIn): Response {
  return withCookies(goTo(deps, next), [sessionCookie(session), ended.flow])
}

function goTo(deps: Deps, location: string): Response {
  return deps.replies.nothing(303, 'never', { location, ...unreferred })
}

function confirmDeps({ database, secrets, generation, meter, now }: Deps) {
  const { magazine, calendar } = generation()
  return { ...database, secrets, policy: magazine.policy, calendar, onLedgerFailure: meter.onLedgerFailure, now: now() }
}

function browserOf(deps: Deps, c: Ctx) {
  return {
    flow: flowTokenOf(c),
    visitor: findVisitor(deps, c, deps.now()),
    session: sessionTokenOf(c),
    device: deviceName(c.req.header('user-agent')),
  }
}
