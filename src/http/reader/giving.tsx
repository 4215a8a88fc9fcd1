import { listLeadsByIds } from '../../data/leads.ts'
import { type Giver, givePick, makeNewLink, type Renewed, resume, showGiving, takeBack } from '../../flows/give-pick.ts'
import { showGifts } from '../../flows/list-gifts.ts'
import { type GiftRefused, GiftsPage } from '../../views/gifts-page.tsx'
import { GivePage, type ShownGiving } from '../../views/give-page.tsx'
import { renderPage } from '../../views/render.ts'
import type { Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { Form } from '../form.ts'
import type { Problems } from '../problems.ts'
import { paths } from '../routes.ts'
import { findLeadKept } from './metering.ts'
import { forMembers, idOf, type Member } from './signed-in.ts'

type Names = 'giving' | 'givePick' | 'gifts' | 'newGiftLink' | 'resumeGift' | 'endGift'

/** Giving picks, and the list of what a member has given. Whoever isn't signed in is sent to where one does that. */
export function givingHandlers(deps: Deps, problems: Problems): Record<Names, Handler> {
  const { signedIn, withForm } = forMembers(deps, problems, paths.gifts())
  const inList = (answer: (asked: Member & { id: number }) => Promise<Response>) =>
    signedIn((asked) => answer({ ...asked, id: idOf(asked.c, 'id') }))

  return {
    giving: signedIn(
      async (asked) => {
        const pick = await findLeadKept(deps, asked.c.req.query('pick') ?? '')
        if (!pick) return problems.notFound(asked.c)
        return showPage(deps, asked, { lead: pick, giving: await showGiving(giveDeps(deps), { giver: giverOf(asked), pick }) })
      },
      (c) => paths.giving(encodeURIComponent(c.req.query('pick') ?? '')),
    ),
    givePick: withForm((asked, form) => give({ deps, problems }, asked, form)),
    gifts: signedIn((asked) => showList(deps, asked, null)),
    newGiftLink: inList(async (asked) => {
      const made = await makeNewLink(giveDeps(deps), { giver: giverOf(asked), id: asked.id })
      if (made.kind !== 'given') return goneOn(deps, asked, made)
      const [lead = null] = await listLeadsByIds(deps.database.db, [made.pickId], deps.now())
      return showPage(deps, asked, { lead, giving: { ...made, link: linkOf(deps, made.token) } })
    }),
    resumeGift: inList(async (asked) => {
      return goneOn(deps, asked, await resume(giveDeps(deps), { giver: giverOf(asked), id: asked.id }))
    }),
    endGift: inList(async ({ session: { member }, id }) => {
      // One that is over already, or was never theirs, leaves the same list behind.
      await takeBack(giveDeps(deps), { memberId: member.id, id })
      return deps.replies.nothing(303, 'never', { location: paths.gifts() })
    }),
  }
}

async function give({ deps, problems }: { deps: Deps; problems: Problems }, asked: Member, form: Form): Promise<Response> {
  const pick = await findLeadKept(deps, form('pick'))
  if (!pick) return problems.notFound(asked.c)
  const given = await givePick(giveDeps(deps), { giver: giverOf(asked), pick, showsName: form('showsName') === 'yes' })
  const giving = given.kind === 'given' ? { ...given, link: linkOf(deps, given.token) } : given
  return showPage(deps, asked, { lead: pick, giving })
}

/** The list again, with the reason where a gift could not go on. */
function goneOn(deps: Deps, asked: Member, renewed: Renewed): Promise<Response> | Response {
  if (renewed.kind === 'spent' || renewed.kind === 'closed') return showList(deps, asked, renewed)
  return deps.replies.nothing(303, 'never', { location: paths.gifts() })
}

type Shown = Omit<Parameters<typeof GivePage>[0], 'frame' | 'name'> & { giving: ShownGiving }

/** The page of a pick that is given. One that answers a form and gives no link says that nothing was done. */
function showPage(deps: Deps, { c, session: { member } }: Member, shown: Shown): Response {
  const page = renderPage(<GivePage frame={deps.generation().frame} name={member.name} {...shown} />)
  if (c.req.method !== 'POST') return deps.replies.once(c, page, 'reader')
  return deps.replies.once(c, page, 'never', { status: shown.giving.kind === 'given' ? 200 : 422 })
}

async function showList(deps: Deps, { c, session: { member } }: Member, refused: GiftRefused | null): Promise<Response> {
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

function giverOf({ session }: Member): Giver {
  const { id, opens } = session.member
  return { id, opens }
}

function linkOf({ origin }: Deps, token: string): string {
  return origin + paths.giftLink(token)
}
