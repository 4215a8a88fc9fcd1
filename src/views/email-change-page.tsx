import { paths } from '../http/routes.ts'
import { CodeField } from './code-field.tsx'
import type { Frame } from './frame.ts'
import { Layout } from './layout.tsx'
import { EndTile } from './tiles.tsx'
import { Sentence } from './wall.tsx'

type Side = 'new' | 'old'

/** A change that waits for codes. `wrong` has what was typed on the sides where it wasn't right. */
export type WaitingChange = {
  newEmail: string
  confirmed: Record<Side, boolean>
  wrong: Partial<Record<Side, string>>
  left: number
}

/** `taken`: another account has the address by now. */
export type EmailChangeState = ({ kind: 'waiting' } & WaitingChange) | { kind: 'dead' } | { kind: 'taken' }

/** Waits for the codes from both mailboxes, or says why there is nothing to wait for. */
export function EmailChangePage({ frame, state }: { frame: Frame; state: EmailChangeState }) {
  const { emailChange: words } = frame.words
  const title = { waiting: words.code.title, dead: words.deadTitle, taken: words.takenTitle }[state.kind]
  return (
    <Layout frame={frame} title={title} path={null} section="account" head={<meta name="robots" content="noindex" />}>
      <h1 class="title">{title}</h1>
      {state.kind === 'waiting' ? (
        <Waiting frame={frame} change={state} />
      ) : (
        <>
          <p class="intro">{state.kind === 'dead' ? words.dead : words.taken}</p>
          <p>
            <Sentence sentence={words.again} href={paths.account()} />
          </p>
          <EndTile />
        </>
      )}
    </Layout>
  )
}

function Waiting({ frame, change }: { frame: Frame; change: WaitingChange }) {
  const { code } = frame.words.emailChange
  return (
    <>
      <p class="intro">
        {code.lead[0]}
        <span class="address">{change.newEmail}</span>
        {code.lead[1]}
      </p>
      <form class="form" method="post" action={paths.confirmEmailByCode()} novalidate>
        <SideField frame={frame} change={change} side="new" />
        <SideField frame={frame} change={change} side="old" />
        <button type="submit" class="button">
          {code.button}
        </button>
      </form>
      <p class="small soft beside">
        <Sentence sentence={code.nothing} href={`${paths.account()}#email`} />
      </p>
    </>
  )
}

function SideField({ frame, change, side }: { frame: Frame; change: WaitingChange; side: Side }) {
  const { code } = frame.words.emailChange
  if (change.confirmed[side]) return <p>{side === 'new' ? code.newDone : code.oldDone}</p>
  const typed = change.wrong[side]
  const isLast = side === 'old' || change.confirmed.old
  return (
    <CodeField
      id={`${side}-code`}
      name={`${side}Code`}
      label={side === 'new' ? code.newLabel : code.oldLabel}
      hint={isLast ? code.sameBrowser : undefined}
      problem={typed === undefined ? null : code.wrong(change.left)}
      typed={typed}
      required={false}
    />
  )
}
