import type { SignedIn } from '../../flows/begin-session.ts'
import { type Confirmed, confirmByCode, confirmByLink, findLink } from '../../flows/confirm-sign-in.ts'
import { localPath } from '../../kit/local-path.ts'
import { isToken } from '../../kit/secret-token.ts'
import type { CodeRefused } from '../../views/code-field.tsx'
import { CodePage } from '../../views/code-page.tsx'
import { renderPage } from '../../views/render.ts'
import { type LinkState, SignInLinkPage } from '../../views/sign-in-link-page.tsx'
import { SignInPage } from '../../views/sign-in-page.tsx'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import { type Form, readForm } from '../form.ts'
import type { Problems } from '../problems.ts'
import { paths } from '../routes.ts'
import { askForMail } from './ask-for-mail.ts'
import { beginDeps, browserOf, entered } from './entering.ts'
import { findOfferOnTheWay } from './groups.tsx'
import { flowTokenOf } from './member-cookies.ts'
import { findSignedIn } from './who.ts'

type Names = 'signUp' | 'signIn' | 'askToSignIn' | 'signInCode' | 'confirmByCode' | 'signInLink' | 'confirmByLink'
type Purpose = 'sign-in' | 'sign-up'

const longestShown = 320
// The link's page has the mail's secret in its address.
const unreferred = { 'referrer-policy': 'no-referrer' }

/** Signing up and signing in, which are the same: an address, a mail, and the code or the link in it. */
export function signInHandlers(deps: Deps, problems: Problems): Record<Names, Handler> {
  const show = (purpose: Purpose) => async (c: Ctx) => {
    const next = localPath(c.req.query('next'), deps.origin)
    if (c.req.query('again') === undefined && (await findSignedIn(deps, c))) return goTo(deps, next ?? paths.account())
    const { frame } = deps.generation()
    const page = <SignInPage frame={frame} purpose={purpose} next={next} done={doneOf(c)} />
    return deps.replies.once(c, renderPage(page), 'reader')
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
      const state = await findLink(beginDeps(deps), { flow: flowTokenOf(c), token })
      return linkPage(deps, c, { kind: state, token })
    },
    confirmByLink: withForm((c, form) => confirmLink(deps, c, form)),
  }
}

async function ask(deps: Deps, c: Ctx, form: Form): Promise<Response> {
  const { frame } = deps.generation()
  const [email, next] = [form('email'), localPath(form('next'), deps.origin)]
  const asked = await askForMail(deps, c, { email, next })
  if (asked.kind === 'asked') return asked.answer
  const purpose = form('purpose') === 'sign-up' ? 'sign-up' : 'sign-in'
  const refused = { typed: email.slice(0, longestShown), why: asked.kind }
  const page = <SignInPage frame={frame} purpose={purpose} next={next} refused={refused} />
  return deps.replies.once(c, renderPage(page), 'never', { status: asked.kind === 'too-many' ? 429 : 422 })
}

async function confirmCode(deps: Deps, c: Ctx, form: Form): Promise<Response> {
  const confirmed = await confirmByCode(beginDeps(deps), { ...confirming(deps, c), code: form('code') })
  if (confirmed.kind === 'signed-in') return enter(deps, c, confirmed)
  const refused = refusedOf(confirmed, form('code').slice(0, longestShown))
  const next = localPath(form('next'), deps.origin)
  const page = <CodePage frame={deps.generation().frame} refused={refused} next={next} />
  return deps.replies.once(c, renderPage(page), 'never', { status: refused.why === 'not-now' ? 503 : 422 })
}

async function confirmLink(deps: Deps, c: Ctx, form: Form): Promise<Response> {
  const [token, code] = [c.req.param('token') ?? '', form('code')]
  const flow = beginDeps(deps)
  const confirmed = await confirmByLink(flow, { ...confirming(deps, c), token, code })
  if (confirmed.kind === 'signed-in') return enter(deps, c, confirmed)
  const refused = refusedOf(confirmed, code.slice(0, longestShown))
  if (refused.why === 'dead') return linkPage(deps, c, { kind: 'dead' })
  const state = await findLink(flow, { flow: flowTokenOf(c), token })
  return linkPage(deps, c, { kind: state, token, refused })
}

function refusedOf(confirmed: Exclude<Confirmed, SignedIn>, typed: string): CodeRefused {
  if (confirmed.kind === 'not-now') return { why: 'not-now', typed }
  return confirmed.kind === 'dead' || confirmed.left === 0 ? { why: 'dead' } : { why: 'wrong', typed, left: confirmed.left }
}

function linkPage(deps: Deps, c: Ctx, state: LinkState): Response {
  const page = renderPage(<SignInLinkPage frame={deps.generation().frame} state={state} />)
  if (c.req.method !== 'POST') return deps.replies.once(c, page, 'reader', { headers: unreferred })
  return deps.replies.once(c, page, 'never', { status: isNotNow(state) ? 503 : 422, headers: unreferred })
}

function isNotNow(state: LinkState): boolean {
  return (state.kind === 'here' || state.kind === 'with-code') && state.refused?.why === 'not-now'
}

function goTo(deps: Deps, location: string): Response {
  return deps.replies.nothing(303, 'never', { location, ...unreferred })
}

/** Into the magazine, signed in: to where the reader was going, or first to the seat their address has in a group. */
async function enter(deps: Deps, c: Ctx, signedIn: SignedIn): Promise<Response> {
  return entered(deps, c, goTo(deps, await findOfferOnTheWay(deps, signedIn)), signedIn)
}

function confirming(deps: Deps, c: Ctx) {
  return { flow: flowTokenOf(c), ...browserOf(deps, c) }
}

function doneOf(c: Ctx): 'signed-out' | 'deleted' | null {
  const done = c.req.query('done')
  return done === 'signed-out' || done === 'deleted' ? done : null
}
