import { findMember } from '../../data/members.ts'
import { seatsLeft } from '../../domain/group.ts'
import type { SignedIn } from '../../flows/begin-session.ts'
import { endSeat, findSeatOffer, takeSeatByDomain } from '../../flows/group-seats.ts'
import { showOwnGroups } from '../../flows/show-groups.ts'
import { localPath } from '../../kit/local-path.ts'
import { GroupsPage } from '../../views/groups-page.tsx'
import { renderPage } from '../../views/render.ts'
import type { Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { Problems } from '../problems.ts'
import { paths } from '../routes.ts'
import { forMembers, idOf, type Member } from './signed-in.ts'

/** A member's own seats: taking the one their address gives them a right to, and giving one up. */
export function groupHandlers(deps: Deps, problems: Problems): Record<'groups' | 'takeSeat' | 'leaveGroup', Handler> {
  const { signedIn, withForm } = forMembers(deps, problems)
  const goTo = (location: string) => deps.replies.nothing(303, 'never', { location })
  const flow = () => ({ db: deps.database.db, now: deps.now() })
  return {
    groups: signedIn((member) => show(deps, member, localPath(member.c.req.query('next'), deps.origin))),
    takeSeat: withForm(async (member, form) => {
      const next = localPath(form('next'), deps.origin)
      const taken = await takeSeatByDomain(flow(), { member: member.session.member, groupId: idOf(member.c, 'id') })
      if (taken === 'not-theirs') return problems.notFound(member.c)
      return taken === 'none-left' ? show(deps, member, next, true) : goTo(next ?? paths.groups())
    }, paths.groups()),
    leaveGroup: signedIn(async ({ c, session }) => {
      const isEnded = await endSeat(flow(), { groupId: idOf(c, 'id'), memberId: session.member.id })
      return isEnded ? goTo(paths.groups()) : problems.notFound(c)
    }, paths.groups()),
  }
}

/**
 * Where somebody goes on to who has just signed in: past the page that offers a seat, if their address gives them a right to one and
 * one is left. Costs nothing where there are no groups.
 */
export async function findOfferOnTheWay(deps: Deps, { memberId, next }: Pick<SignedIn, 'memberId' | 'next'>): Promise<string> {
  if (!deps.generation().groups.hasGroups || next.startsWith(paths.invitation())) return next
  const member = await findMember(deps.database.db, memberId)
  const offer = member && (await findSeatOffer({ db: deps.database.db, now: deps.now() }, member))
  return offer === null || seatsLeft(offer) === 0 ? next : paths.groupsOnTheWay(next)
}

async function show(deps: Deps, { c, session }: Member, next: string | null, isTooLate = false): Promise<Response> {
  const now = deps.now()
  const own = await showOwnGroups({ db: deps.database.db, now }, session.member)
  const props = { frame: deps.generation().frame, own, now, next, isTooLate }
  const page = renderPage(<GroupsPage {...props} />)
  return isTooLate ? deps.replies.once(c, page, 'never', { status: 422 }) : deps.replies.once(c, page, 'reader')
}
