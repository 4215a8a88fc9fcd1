import { endSeat, handOver } from '../../flows/group-seats.ts'
import { invitationDays, inviteToGroup, revokeInvitation } from '../../flows/invite-to-group.ts'
import { type AdministeredGroup, findAdministeredGroup } from '../../flows/show-groups.ts'
import type { GroupSaid } from '../../views/group-invitations.tsx'
import { GroupPage } from '../../views/group-page.tsx'
import { handedOverMail, invitationMail } from '../../views/mail/group-mails.ts'
import { renderPage } from '../../views/render.ts'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { Form } from '../form.ts'
import type { Problems } from '../problems.ts'
import { paths } from '../routes.ts'
import { writeUsage } from './group-report.ts'
import { senderFor } from './sender.ts'
import { forMembers, idOf, type Member, wholeNumber } from './signed-in.ts'

type Names = 'group' | 'groupReport' | 'inviteToGroup' | 'revokeInvitation' | 'endSeat' | 'handOverGroup'

/** What whoever looks after a group does with it. To everybody else the group looks like one that isn't there. */
export function administrationHandlers(deps: Deps, problems: Problems): Record<Names, Handler> {
  const { signedIn, withForm } = forMembers(deps, problems)
  const flow = () => flowDeps(deps)
  type Answer = (member: Member, shown: AdministeredGroup) => Promise<Response>
  const administered = (answer: Answer) => async (member: Member) => {
    const shown = await find(deps, member)
    return shown ? answer(member, shown) : problems.notFound(member.c)
  }
  /** Does something to the group and shows it again; what there is nothing to do to isn't there. */
  const change = (work: (c: Ctx, groupId: number) => Promise<boolean>): Handler => {
    const answer: Answer = async ({ c }, { group }) => {
      const isDone = await work(c, group.id)
      return isDone ? goTo(deps, paths.group(group.id)) : problems.notFound(c)
    }
    return signedIn(administered(answer), paths.groups())
  }
  return {
    group: signedIn(administered(async ({ c }, shown) => show(deps, c, shown, sentOf(c)))),
    groupReport: signedIn(
      administered(async ({ c }, { usage }) =>
        deps.replies.once(c, writeUsage(deps.generation().frame, usage), 'reader', {
          type: 'text/csv; charset=utf-8',
          headers: { 'content-disposition': 'attachment; filename="group-usage.csv"' },
        }),
      ),
    ),
    inviteToGroup: withForm((member, form) => {
      return administered((_, shown) => invite(deps, member, { shown, form }))(member)
    }, paths.groups()),
    revokeInvitation: change((c, groupId) => revokeInvitation(flow(), { groupId, id: idOf(c, 'invitation') })),
    endSeat: change((c, groupId) => endSeat(flow(), { groupId, memberId: idOf(c, 'member') })),
    handOverGroup: withForm((member, form) => {
      const answer: Answer = async ({ c, session }, { group }) => {
        const heir = { groupId: group.id, from: session.member.id, to: wholeNumber(form('member')) }
        const mail = () => handedOverMail(senderFor(deps), { group, link: deps.origin + paths.group(group.id) })
        return (await handOver(flow(), heir, mail)) ? goTo(deps, paths.groups()) : problems.notFound(c)
      }
      return administered(answer)(member)
    }, paths.groups()),
  }
}

async function invite(deps: Deps, member: Member, { shown, form }: { shown: AdministeredGroup; form: Form }): Promise<Response> {
  const { group } = shown
  const writeMail = (token: string) =>
    invitationMail(senderFor(deps), { group, link: deps.origin + paths.invitationLink(token), days: invitationDays })
  const { sent, left } = await inviteToGroup(flowDeps(deps), { group, text: form('addresses') }, writeMail)
  if (left.length === 0 && sent > 0) return goTo(deps, paths.groupSaying(group.id, `sent=${sent}`))
  return show(deps, member.c, (await find(deps, member)) ?? shown, { sent, left })
}

/** The group of the request, for its administrator. */
function find(deps: Deps, { c, session }: Member): Promise<AdministeredGroup | null> {
  return findAdministeredGroup(flowDeps(deps), { groupId: idOf(c, 'id'), memberId: session.member.id })
}

function show(deps: Deps, c: Ctx, shown: AdministeredGroup, said: GroupSaid | null): Response {
  const page = renderPage(<GroupPage frame={deps.generation().frame} shown={shown} now={deps.now()} said={said} />)
  const isRefused = said !== null && (said.left.length > 0 || said.sent === 0)
  return isRefused ? deps.replies.once(c, page, 'never', { status: 422 }) : deps.replies.once(c, page, 'reader')
}

function sentOf(c: Ctx): GroupSaid | null {
  const sent = wholeNumber(c.req.query('sent') ?? '')
  return sent === 0 ? null : { sent, left: [] }
}

function flowDeps({ database, secrets, now }: Deps) {
  return { db: database.db, secrets, now: now() }
}

function goTo(deps: Deps, location: string): Response {
  return deps.replies.nothing(303, 'never', { location })
}
