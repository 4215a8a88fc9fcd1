import { paths } from '../http/routes.ts'
import { BareLayout } from './bare-layout.tsx'
import type { Frame } from './frame.ts'
import { EndTile } from './tiles.tsx'
import { Sentence } from './wall.tsx'

/**
 * `here`: the browser that asked, which gets the button; `notNow` when it was pressed and nobody could be signed in. `elsewhere`:
 * another browser. `dead`: the button was pressed too late.
 */
export type LinkState = { kind: 'here'; token: string; notNow?: boolean } | { kind: 'elsewhere' } | { kind: 'dead' }

/** Where the mail's link leads. Opening it does nothing, since scanners open links too; the button does. */
export function SignInLinkPage({ frame, state }: { frame: Frame; state: LinkState }) {
  const { words, assets, magazine } = frame
  const { link } = words.signIn
  const titles = { here: link.title(magazine.name), elsewhere: link.elsewhereTitle, dead: link.deadTitle }
  const texts = { here: link.lead, elsewhere: link.elsewhere, dead: link.dead }
  const title = titles[state.kind]
  return (
    <BareLayout name={magazine.name} words={words} assets={assets} title={title}>
      <h1 class="title">{title}</h1>
      <p class="intro">{texts[state.kind]}</p>
      {state.kind === 'here' ? (
        <form class="form" method="post" action={paths.signInLink(state.token)}>
          {state.notNow ? (
            <p class="wrong" role="alert">
              {words.signIn.notNow}
            </p>
          ) : null}
          <button type="submit" class="button">
            {link.button}
          </button>
        </form>
      ) : (
        <p>
          <Sentence sentence={state.kind === 'dead' ? link.deadAgain : link.again} href={paths.signIn()} />
        </p>
      )}
      <EndTile />
    </BareLayout>
  )
}
