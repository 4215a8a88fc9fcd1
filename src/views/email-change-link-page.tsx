import { paths } from '../http/routes.ts'
import { BareLayout } from './bare-layout.tsx'
import type { Frame } from './frame.ts'
import { EndTile } from './tiles.tsx'
import { Sentence } from './wall.tsx'

/** `here`: the session that asked, which gets the button. `elsewhere`: any other browser. */
export type EmailLinkState = { kind: 'here'; side: 'new' | 'old'; token: string } | { kind: 'elsewhere' } | { kind: 'dead' }

/** Where the link in a mail about a change of address leads. Opening it does nothing, since scanners open links too; the button does. */
export function EmailChangeLinkPage({ frame, state }: { frame: Frame; state: EmailLinkState }) {
  const { words, assets, magazine } = frame
  const { link, dead, deadTitle, again } = words.emailChange
  const title = { here: link.title, elsewhere: link.elsewhereTitle, dead: deadTitle }[state.kind]
  return (
    <BareLayout name={magazine.name} words={words} assets={assets} title={title}>
      <h1 class="title">{title}</h1>
      {state.kind === 'here' ? (
        <>
          <p class="intro">{state.side === 'new' ? link.newLead : link.oldLead}</p>
          <form class="form" method="post" action={paths.emailChangeLink(state.token)}>
            <button type="submit" class="button">
              {link.button}
            </button>
          </form>
        </>
      ) : (
        <p class="intro">{state.kind === 'elsewhere' ? link.elsewhere : dead}</p>
      )}
      {state.kind === 'dead' ? (
        <p>
          <Sentence sentence={again} href={paths.account()} />
        </p>
      ) : null}
      <EndTile />
    </BareLayout>
  )
}
