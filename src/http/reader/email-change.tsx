import { askToChangeEmail } from '../../flows/ask-to-change-email.ts'
import {
  type ChangeConfirmed,
  confirmChangeByCodes,
  confirmChangeByLink,
  findChange,
  findChangeLink,
} from '../../flows/confirm-email-change.ts'
import { EmailChangeLinkPage } from '../../views/email-change-link-page.tsx'
import { EmailChangePage, type EmailChangeState } from '../../views/email-change-page.tsx'
import { emailChangeMail, emailNotice } from '../../views/mail/email-change-mails.ts'
import { renderPage } from '../../views/render.ts'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { Problems } from '../problems.ts'
import { paths } from '../routes.ts'
import { sessionTokenOf } from './member-cookies.ts'
import { senderFor } from './sender.ts'
import { showAccount } from './show-account.tsx'
import { forMembers, type Member } from './signed-in.ts'
import { addressOf } from './who.ts'

type Names = 'changeEmail' | 'emailChange' | 'confirmEmailByCode' | 'emailChangeLink' | 'confirmEmailByLink'

const longestShown = 320
// The link's page has the mail's secret in its address.
const unreferred = { 'referrer-policy': 'no-referrer' }

/** Changing the address of an account, in the browser that asked for it and with the word of both mailboxes. */
export function emailChangeHandlers(deps: Deps, problems: Problems): Record<Names, Handler> {
  const { signedIn, withForm } = forMembers(deps, problems, paths.account())
  return {
    changeEmail: withForm((asks, form) => ask(deps, asks, form('email'))),
    emailChange: signedIn(async (asks) => {
      const pending = await findChange(confirmDeps(deps), changing(asks))
      if (!pending) return goTo(deps, paths.account())
      return show(deps, asks.c, { kind: 'waiting', ...pending, wrong: {} })
    }),
    confirmEmailByCode: withForm(async (asks, form) => {
      const codes = { new: form('newCode'), old: form('oldCode') }
      return answer(deps, asks.c, await confirmChangeByCodes(confirmDeps(deps), { ...changing(asks), codes }), codes)
    }),
    emailChangeLink: async (c) => {
      const token = c.req.param('token') ?? ''
      const state = await findChangeLink(confirmDeps(deps), { session: sessionTokenOf(c), token })
      const page = (
        <EmailChangeLinkPage frame={deps.generation().frame} state={state.kind === 'here' ? { ...state, token } : state} />
      )
      return deps.replies.once(c, renderPage(page), 'reader', { headers: unreferred })
    },
    confirmEmailByLink: signedIn(async (asks) => {
      const token = asks.c.req.param('token') ?? ''
      return answer(deps, asks.c, await confirmChangeByLink(confirmDeps(deps), { ...changing(asks), token }))
    }),
  }
}

async function ask(deps: Deps, asks: Member, email: string): Promise<Response> {
  const from = senderFor(deps)
  const link = (token: string) => deps.origin + paths.emailChangeLink(token)
  const asked = await askToChangeEmail(
    {
      db: deps.database.db,
      secrets: deps.secrets,
      limits: deps.askLimits,
      now: deps.now(),
      writeMail: {
        new: ({ code, linkToken }) => emailChangeMail(from, 'new', { code, link: link(linkToken) }),
        old: ({ code, linkToken }) => emailChangeMail(from, 'old', { code, link: link(linkToken) }),
        taken: () => emailNotice(from, 'taken'),
      },
    },
    { ...changing(asks), email, network: addressOf(deps, asks.c) },
  )
  if (asked.kind === 'asked') return goTo(deps, paths.emailChange())
  if (asked.kind === 'second-proof') return goTo(deps, paths.deskDoor(paths.account()))
  const refused = { form: 'email', typed: email.slice(0, longestShown), why: asked.kind } as const
  return showAccount(deps, asks, { refused, status: asked.kind === 'too-many' ? 429 : 422 })
}

function answer(deps: Deps, c: Ctx, confirmed: ChangeConfirmed, typed: Partial<Record<'new' | 'old', string>> = {}): Response {
  switch (confirmed.kind) {
    case 'changed':
      return goTo(deps, paths.accountSaved())
    case 'waiting':
      return goTo(deps, paths.emailChange())
    case 'wrong': {
      const wrong = Object.fromEntries(confirmed.sides.map((side) => [side, (typed[side] ?? '').slice(0, longestShown)]))
      return show(deps, c, { kind: 'waiting', ...confirmed.pending, wrong })
    }
    case 'taken':
    case 'dead':
      return show(deps, c, confirmed)
  }
}

function show(deps: Deps, c: Ctx, state: EmailChangeState): Response {
  const page = renderPage(<EmailChangePage frame={deps.generation().frame} state={state} />)
  return c.req.method === 'POST'
    ? deps.replies.once(c, page, 'never', { status: 422, headers: unreferred })
    : deps.replies.once(c, page, 'reader')
}

function goTo(deps: Deps, location: string): Response {
  return deps.replies.nothing(303, 'never', { location, ...unreferred })
}

/** The member with the session that asks; a request that got this far has brought its token. */
function changing({ c, session }: Member) {
  return { member: session.member, session: sessionTokenOf(c) ?? '', proof: session.proof }
}

function confirmDeps(deps: Deps) {
  const { database, secrets, now } = deps
  return { db: database.db, secrets, now: now(), writeChanged: () => emailNotice(senderFor(deps), 'changed') }
}
