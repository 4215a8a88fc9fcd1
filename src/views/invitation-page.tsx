import type { Group } from '../domain/group.ts'
import { paths } from '../http/routes.ts'
import { BareLayout } from './bare-layout.tsx'
import type { Frame } from './frame.ts'
import { EndTile } from './tiles.tsx'
import { Sentence } from './wall.tsx'

/** An invitation as whoever opens its link sees it; `signedInAs` is null for nobody. `full`: the button was pressed with no seat left. */
export type InvitationState =
  | { kind: 'open' | 'full'; group: Pick<Group, 'name' | 'opens'>; email: string; token: string; signedInAs: string | null }
  | { kind: 'dead' }

/** Where an invitation's link leads. Opening it does nothing; the button takes the seat, or leads to where one signs in first. */
export function InvitationPage({ frame, state }: { frame: Frame; state: InvitationState }) {
  const { words, assets, magazine } = frame
  const { invitation } = words.groups
  const title = state.kind === 'dead' ? invitation.deadTitle : invitation.title(state.group.name)
  return (
    <BareLayout name={magazine.name} words={words} assets={assets} title={title}>
      <h1 class="title">{title}</h1>
      {state.kind === 'dead' ? (
        <>
          <p class="intro">{invitation.dead}</p>
          <p>
            <Sentence sentence={invitation.toAccount} href={paths.groups()} />
          </p>
        </>
      ) : (
        <Open frame={frame} state={state} />
      )}
      <EndTile />
    </BareLayout>
  )
}

type OpenState = Exclude<InvitationState, { kind: 'dead' }>

function Open({ frame, state: { kind, group, email, token, signedInAs } }: { frame: Frame; state: OpenState }) {
  const { invitation } = frame.words.groups
  const isOther = signedInAs !== null && signedInAs !== email
  return (
    <>
      <p class="intro">{invitation.lead(frame.magazine.name, group.opens)}</p>
      <p>
        {invitation.for[0]}
        <span class="address">{email}</span>
        {invitation.for[1]}
        {isOther ? (
          <>
            {' '}
            {invitation.other[0]}
            <span class="address">{signedInAs}</span>
            {invitation.other[1]} {invitation.otherHint}
          </>
        ) : null}
      </p>
      {kind === 'full' ? <p role="status">{invitation.full}</p> : null}
      <form class="form" method="post" action={isOther ? paths.signOut() : paths.invitationLink(token)}>
        <button type="submit" class="button">
          {isOther ? invitation.signOut : signedInAs === null ? invitation.signIn : invitation.button}
        </button>
        {isOther ? null : (
          <p class="small soft below">
            {signedInAs === null ? `${invitation.signInHint} ` : ''}
            {invitation.shown}
          </p>
        )}
      </form>
    </>
  )
}
