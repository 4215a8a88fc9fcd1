import { seatsLeft } from '../../domain/group.ts'
import { endSeat, findSeatOffer, handOver, takeSeatByDomain } from '../../flows/group-seats.ts'
import { invitationDays, inviteToGroup, revokeInvitation } from '../../flows/invite-to-group.ts'
import { type AdministeredGroup, findAdministeredGroup, showOwnGroups } from '../../flows/show-groups.ts'
import { localPath } from '../../kit/local-path.ts'
import { accentsOf } from '../../views/accent.ts'
import { GroupPage, type GroupSaid } from '../../views/group-page.tsx'
import { GroupsPage } from '../../views/groups-page.tsx'
import { handedOverMail, invitationMail } from '../../views/mail/group-mails.ts'
import { renderPage } from '../../views/render.ts'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { Problems } from '../problems.ts'
import { paths } from '../routes.ts'
import { writeUsage } from './group-report.ts'
import { forMembers, type Member } from './signed-in.ts'

type Names =
  | 'groups'
  | 'group'
  | 'groupReport'
  | 'inviteToGroup'
  | 'revokeInvitation'
  | 'endSeat'
  | 'handOverGroup'
  | 'takeSeat'
  | 'leaveGroup'

/** A member's seats, and the pages of whoever looks after a group. To everybody else a group looks like one that isn't there. */
export function groupHandlers(deps: Deps, problems: Problems): Record<Names, Handler> {
  const { signedIn, withForm } = forMembers(deps, problems)
  const goTo = (location: string) => deps.replies.nothing(303, 'never', { location })
  const flow = () => ({ db: deps.database.db, secrets: deps.secrets, now: deps.now() })
  /** The group of the request, for its administrator. */
  const find = ({ c, session }: Member) => findAdministeredGroup(flow(), { groupId: idOf(c, 'id'), memberId: session.member.id })
  const administered = (answer: (member: Member, shown: AdministeredGroup) => Promise<Response>) => async (member: Member) => {
    const shown = await find(member)
    return shown ? answer(member, shown) : problems.notFound(member.c)
  }
  const back = (c: Ctx, shown: AdministeredGroup, isDone: boolean) =>
    isDone ? goTo(paths.group(shown.group.id)) : problems.notFound(c)
  const own = ({ c, session }: Member) => ({ groupId: idOf(c, 'id'), memberId: session.member.id })

  return {
    groups: signedIn((member) => showOwn(deps, member, localPath(member.c.req.query('next'), deps.origin))),
    group: signedIn(administered(async ({ c }, shown) => showGroup(deps, c, shown, sentOf(c)))),
    groupReport: signedIn(
      administered(async ({ c }, { usage }) =>
        deps.replies.once(c, writeUsage(deps.generation().frame, usage), 'reader', {
          type: 'text/csv; charset=utf-8',
          headers: { 'content-disposition': 'attachment; filename="group-usage.csv"' },
        }),
      ),
    ),
    inviteToGroup: withForm(async (member, form) => {
      const shown = await find(member)
      if (!shown) return problems.notFound(member.c)
      const { group } = shown
      const writeMail = (token: string) =>
        invitationMail(senderOf(deps), { group, link: deps.origin + paths.invitationLink(token), days: invitationDays })
      const { sent, left } = await inviteToGroup(flow(), { group, text: form('addresses') }, writeMail)
      if (left.length === 0) return goTo(paths.groupSaying(group.id, `sent=${sent}`))
      return showGroup(deps, member.c, (await find(member)) ?? shown, { sent, left })
    }, paths.groups()),
    revokeInvitation: signedIn(
      administered(async ({ c }, shown) =>
        back(c, shown, await revokeInvitation(flow(), { groupId: shown.group.id, id: idOf(c, 'invitation') })),
      ),
      paths.groups(),
    ),
    endSeat: signedIn(
      administered(async ({ c }, shown) =>
        back(c, shown, await endSeat(flow(), { groupId: shown.group.id, memberId: idOf(c, 'member') })),
      ),
      paths.groups(),
    ),
    handOverGroup: withForm(async (member, form) => {
      const { groupId, memberId } = own(member)
      const shown = await find(member)
      const mail = () =>
        handedOverMail(senderOf(deps), { group: { name: shown?.group.name ?? '' }, link: deps.origin + paths.group(groupId) })
      const heir = { groupId, from: memberId, to: wholeNumber(form('member')) }
      const isDone = shown !== null && (await handOver(flow(), heir, mail))
      return isDone ? goTo(paths.groups()) : problems.notFound(member.c)
    }, paths.groups()),
    takeSeat: withForm(async (member, form) => {
      const next = localPath(form('next'), deps.origin)
      const taken = await takeSeatByDomain(flow(), { member: member.session.member, groupId: idOf(member.c, 'id') })
      if (taken === 'not-theirs') return problems.notFound(member.c)
      return taken === 'none-left' ? showOwn(deps, member, next, true) : goTo(next ?? paths.groups())
    }, paths.groups()),
    leaveGroup: signedIn(
      async (member) => ((await endSeat(flow(), own(member))) ? goTo(paths.groups()) : problems.notFound(member.c)),
      paths.groups(),
    ),
  }
}

/** Where somebody goes on to who has just signed in: past the page that offers a seat, if their address gives them a right to one. */
export async function findOfferOnTheWay(deps: Deps, { id, email }: { id: number; email: string }, next: string): Promise<string> {
  if (!deps.generation().groups.hasGroups || next.startsWith(paths.invitation())) return next
  const offer = await findSeatOffer({ db: deps.database.db, now: deps.now() }, { id, email })
  return offer === null || seatsLeft(offer) === 0 ? next : paths.groupsOnTheWay(next)
}

async function showOwn(deps: Deps, { c, session }: Member, next: string | null, isTooLate = false): Promise<Response> {
  const now = deps.now()
  const own = await showOwnGroups({ db: deps.database.db, now }, session.member)
  const props = { frame: deps.generation().frame, own, now, next, isTooLate }
  const page = renderPage(<GroupsPage {...props} />)
  return isTooLate ? deps.replies.once(c, page, 'never', { status: 422 }) : deps.replies.once(c, page, 'reader')
}

function showGroup(deps: Deps, c: Ctx, shown: AdministeredGroup, said: GroupSaid | null): Response {
  const page = renderPage(<GroupPage frame={deps.generation().frame} shown={shown} now={deps.now()} said={said} />)
  const isRefused = said !== null && said.left.length > 0
  return isRefused ? deps.replies.once(c, page, 'never', { status: 422 }) : deps.replies.once(c, page, 'reader')
}

function sentOf(c: Ctx): GroupSaid | null {
  const sent = wholeNumber(c.req.query('sent') ?? '')
  return sent === 0 ? null : { sent, left: [] }
}

function senderOf(deps: Deps) {
  const { words, magazine } = deps.generation().frame
  return { words, name: magazine.name, origin: deps.origin, accents: accentsOf(magazine.accent) }
}

/** A number in the path; 0, which nothing has for its id, where there is none. */
function idOf(c: Ctx, name: string): number {
  return wholeNumber(c.req.param(name) ?? '')
}

function wholeNumber(text: string): number {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0
}
