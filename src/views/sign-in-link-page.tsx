import { paths } from '../http/routes.ts'
import { BareLayout } from './bare-layout.tsx'
import { type Again, CodeField } from './code-field.tsx'
import type { Frame } from './frame.ts'
import { EndTile } from './tiles.tsx'
import { Sentence } from './wall.tsx'

/**
 * `here`: the browser that asked, which gets the button. `with-code`: one that asked as well and got no mail of its own, which has to type
 * the code too. `elsewhere`: another browser. `dead`: the button was pressed too late.
 */
export type LinkState =
  | { kind: 'here' | 'with-code'; token: string; refused?: Again | null }
  | { kind: 'elsewhere' }
  | { kind: 'dead' }

/** Where the mail's link leads. Opening it does nothing, since scanners open links too; the button does. */
export function SignInLinkPage({ frame, state }: { frame: Frame; state: LinkState }) {
  const { words, assets, magazine } = frame
  const { link } = words.signIn
  const title = link.title(magazine.name)
  const titles = { here: title, 'with-code': title, elsewhere: link.elsewhereTitle, dead: link.deadTitle }
  const texts = { here: link.lead, 'with-code': link.withCode, elsewhere: link.elsewhere, dead: link.dead }
  return (
    <BareLayout name={magazine.name} words={words} assets={assets} title={titles[state.kind]}>
      <h1 class="title">{titles[state.kind]}</h1>
      <p class="intro">{texts[state.kind]}</p>
      {state.kind === 'here' || state.kind === 'with-code' ? (
        <Confirm frame={frame} token={state.token} withCode={state.kind === 'with-code'} refused={state.refused ?? null} />
      ) : (
        <p>
          <Sentence sentence={state.kind === 'dead' ? link.deadAgain : link.again} href={paths.signIn()} />
        </p>
      )}
      <EndTile />
    </BareLayout>
  )
}

type ConfirmProps = { frame: Frame; token: string; withCode: boolean; refused: Again | null }

function Confirm({ frame, token, withCode, refused }: ConfirmProps) {
  const { code, link, notNow } = frame.words.signIn
  return (
    <form class="form" method="post" action={paths.signInLink(token)} novalidate>
      {refused?.why === 'not-now' ? (
        <p class="wrong" role="alert">
          {notNow}
        </p>
      ) : null}
      {withCode ? (
        <CodeField
          label={code.label}
          problem={refused?.why === 'wrong' ? link.wrongCode(refused.left) : null}
          typed={refused?.typed}
        />
      ) : null}
      <button type="submit" class="button">
        {link.button}
      </button>
    </form>
  )
}
