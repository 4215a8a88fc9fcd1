import type { Group } from '../domain/group.ts'
import type { NotInvited } from '../flows/invite-to-group.ts'
import type { AdministeredGroup } from '../flows/show-groups.ts'
import { paths } from '../http/routes.ts'
import type { Frame } from './frame.ts'
import { dayOf, lastDayOf } from './group-dates.ts'

/** What the page has to say about what was done last, and the lines that led to no mail. With none of either, nothing was typed. */
export type GroupSaid = { sent: number; left: { line: string; why: NotInvited }[] }

/** A form holds 16 kB, in which an address takes a few bytes more than it has letters. */
const longestText = 9_000

/** The form that invites. Lines that led to no mail are in it again, with the reasons before them. */
export function InvitationForm({ frame, group, said }: { frame: Frame; group: Group; said: GroupSaid | null }) {
  const { group: words, problems, refused, nothingTyped } = frame.words.groups
  const left = said?.left ?? []
  const isWrong = left.length > 0 || said?.sent === 0
  return (
    <section class="group" id="invite">
      <h2>{words.invite}</h2>
      <form class="form" method="post" action={paths.inviteToGroup(group.id)} novalidate>
        {said && said.sent > 0 ? <p role="status">{words.sent(said.sent)}</p> : null}
        <div class="field">
          <label for="addresses">{words.label}</label>
          {isWrong ? (
            <div class="wrong" id="addresses-problem">
              <p>{left.length === 0 ? nothingTyped : refused(left.length)}</p>
              {left.map(({ line, why }) => (
                <p>
                  <span class="address">“{line}”</span> {problems[why]}
                </p>
              ))}
            </div>
          ) : null}
          <textarea
            id="addresses"
            name="addresses"
            rows={4}
            maxlength={longestText}
            autocapitalize="none"
            autocomplete="off"
            spellcheck={false}
            required
            aria-describedby={isWrong ? 'addresses-problem addresses-hint' : 'addresses-hint'}
            aria-invalid={isWrong ? 'true' : undefined}
            autofocus={isWrong ? true : undefined}
          >
            {left.map(({ line }) => line).join('\n')}
          </textarea>
          <p class="small soft" id="addresses-hint">
            {words.hint}
          </p>
        </div>
        <button type="submit" class="button">
          {words.button}
        </button>
      </form>
    </section>
  )
}

type ListProps = { frame: Frame; invitations: AdministeredGroup['invitations']; isMore: boolean }

/** Who was invited and hasn't come yet. */
export function InvitationList({ frame, invitations, isMore }: ListProps) {
  const { group: words } = frame.words.groups
  return (
    <section class="group">
      <h2>{words.open}</h2>
      <div>
        <ul class="sessions people">
          {invitations.map(({ id, groupId, email, invitedAt, expiresAt }) => (
            <li>
              <p class="address">{email}</p>
              <p class="by">{words.invited(dayOf(frame, invitedAt), lastDayOf(frame, expiresAt))}</p>
              <form method="post" action={paths.revokeInvitation(groupId, id)}>
                <button type="submit" class="button quiet" aria-label={words.revokeOf(email)}>
                  {words.revoke}
                </button>
              </form>
            </li>
          ))}
        </ul>
        {isMore ? <p class="small soft below">{words.more}</p> : null}
      </div>
    </section>
  )
}
