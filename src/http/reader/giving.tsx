import { listLeadsByIds } from '../../data/leads.ts'
import type { Session } from '../../flows/find-session.ts'
import { type Giver, givePick, makeNewLink, type Renewed, resume, showGiving, takeBack } from '../../flows/give-pick.ts'
import { showGifts } from '../../flows/list-gifts.ts'
import { type GiftRefused, GiftsPage } from '../../views/gifts-page.tsx'
import { GivePage, type ShownGiving } from '../../views/give-page.tsx'
import { renderPage } from '../../views/render.ts'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import { readForm } from '../form.ts'
import type { Problems } from '../problems.ts'
import { paths } from '../routes.ts'
import { findLeadKept } from './metering.ts'
import { findSignedIn } from './who.ts'

type Names = 'giving' | 'givePick' | 'gifts' | 'newGiftLink' | 'resumeGift' | 'endGift'
type Asked = { c: Ctx; member: Session['member'] }

/** Giving picks, and the list of what a member has given. Whoever isn't signed in is sent to where one does that. */
export function givingHandlers(deps: Deps, problems: Problems): Record<Names, Handler> {
  const signedIn = (answer: (asked: Asked) => Promise<Response>, next: (c: Ctx) => string) => async (c: Ctx) => {
    const session = await findSignedIn(deps, c)
    if (session) return answer({ c, member: session.member })
    return deps.replies.nothing(303, 'never', { location: paths.signIn(next(c)) })
  }
  const inList = (answer: (asked: Asked & { id: number }) => Promise<Response>) =>
    signedIn(
      ({ c, member }) => {
        const id = /^[1-9]\d{0,8}$/.test(c.req.param('id') ?? '') ? Number(c.req.param('id')) : 0
        return answer({ c, member, id })
      },
      () => paths.gifts(),
    )

  return {
    giving: signedIn(
      async (asked) => {
        const pick = await findLeadKept(deps, asked.c.req.query('pick') ?? '')
        if (!pick) return problems.notFound(asked.c)
        return showPage(deps, asked, { lead: pick, giving: await showGiving(giveDeps(deps), { giver: asked.member, pick }) })
      },
      (c) => paths.giving(encodeURIComponent(c.req.query('pick') ?? '')),
    ),
    givePick: signedIn(
      (asked) => give(deps, problems, asked),
      () => paths.gifts(),
    ),
    gifts: signedIn(
      (asked) => showList(deps, asked, null),
      () => paths.gifts(),
    ),
    newGiftLink: inList(async (asked) => {
      const made = await makeNewLink(giveDeps(deps), { giver: giverOf(asked), id: asked.id })
      if (made.kind !== 'given') return goneOn(deps, asked, made)
      const [lead = null] = await listLeadsByIds(deps.database.db, [made.pickId], deps.now())
      return showPage(deps, asked, { lead, giving: { ...made, link: linkOf(deps, made.token) } })
    }),
    resumeGift: inList(async (asked) => {
      return goneOn(deps, asked, await resume(giveDeps(deps), { giver: giverOf(asked), id: asked.id }))
    }),
    endGift: inList(async ({ member, id }) => {
      // One that is over already, or was never theirs, leaves the same list behind.
      await takeBack(giveDeps(deps), { memberId: member.id, id })
      return deps.replies.nothing(303, 'never', { location: paths.gifts() })
    }),
  }
}

async function give(deps: Deps, problems: Problems, asked: Asked): Promise<Response> {
  const form = await readForm(asked.c)
  if (form === null) return problems.send(asked.c, 400)
  const pick = await findLeadKept(deps, form('pick'))
  if (!pick) return problems.notFound(asked.c)
  const given = await givePick(giveDeps(deps), { giver: giverOf(asked), pick, showsName: form('showsName') === 'yes' })
  const giving = given.kind === 'given' ? { ...given, link: linkOf(deps, given.token) } : given
  return showPage(deps, asked, { lead: pick, giving })
}

/** The list again, with the reason where a gift could not go on. */
function goneOn(deps: Deps, asked: Asked, renewed: Renewed): Promise<Response> | Response {
  if (renewed.kind === 'spent' || renewed.kind === 'closed') return showList(deps, asked, renewed)
  return deps.replies.nothing(303, 'never', { location: paths.gifts() })
}

type Shown = Omit<Parameters<typeof GivePage>[0], 'frame' | 'name'> & { giving: ShownGiving }

/** The page of a pick that is given. One that answers a form and gives no link says that nothing was done. */
function showPage(deps: Deps, { c, member }: Asked, shown: Shown): Response {
  const page = renderPage(<GivePage frame={deps.generation().frame} name={member.name} {...shown} />)
  if (c.req.method !== 'POST') return deps.replies.once(c, page, 'reader')
  return deps.replies.once(c, page, 'never', { status: shown.giving.kind === 'given' ? 200 : 422 })
}

async function showList(deps: Deps, { c, member }: Asked, refused: GiftRefused | null): Promise<Response> {
  const { gifts, left } = await showGifts(giveDeps(deps), member)
  const page = (
    <GiftsPage frame={deps.generation().frame} gifts={gifts} left={member.opens === null ? null : left} refused={refused} />
  )
  return deps.replies.once(c, renderPage(page), refused ? 'never' : 'reader', { status: refused ? 422 : 200 })
}

function giveDeps({ database, secrets, generation, now }: Deps) {
  const { magazine, calendar } = generation()
  return { db: database.db, secrets, policy: magazine.gifts, calendar, now: now() }
}

function giverOf({ member: { id, opens } }: Asked): Giver {
  return { id, opens }
}

function linkOf({ origin }: Deps, token: string): string {
  return origin + paths.giftLink(token)
}
