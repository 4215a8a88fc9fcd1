import { paths } from '../http/routes.ts'
import { Field } from './field.tsx'
import type { Frame } from './frame.ts'
import { Layout } from './layout.tsx'
import { EndTile } from './tiles.tsx'
import { Sentence } from './wall.tsx'

/** What came of the code that was typed last; null on the way there. */
export type CodeRefused = { why: 'wrong'; typed: string; left: number } | { why: 'not-now'; typed: string } | { why: 'dead' }

type Props = {
  frame: Frame
  refused: CodeRefused | null
  /** Where the reader goes on to, should they ask for another mail. */
  next: string | null
}

/** Waits for the code from the mail. It says the same whether the address is known here or not. */
export function CodePage({ frame, refused, next }: Props) {
  const { words } = frame
  const { code } = words.signIn
  const title = refused?.why === 'dead' ? code.deadTitle : code.title
  return (
    <Layout frame={frame} title={title} path={null} section="account" head={<meta name="robots" content="noindex" />}>
      <h1 class="title">{title}</h1>
      {refused?.why === 'dead' ? (
        <>
          <p class="intro">
            <Sentence sentence={code.dead} href={paths.signIn(next)} />
          </p>
          <EndTile />
        </>
      ) : (
        <Waiting frame={frame} refused={refused} next={next} />
      )}
    </Layout>
  )
}

type Again = Exclude<CodeRefused, { why: 'dead' }>

function Waiting({ frame, refused, next }: Omit<Props, 'refused'> & { refused: Again | null }) {
  const { code, notNow } = frame.words.signIn
  return (
    <>
      <p class="intro">{code.lead}</p>
      <form class="form" method="post" action={paths.signInCode()} novalidate>
        <Field
          id="code"
          label={code.label}
          hint={code.sameBrowser}
          problem={refused && (refused.why === 'wrong' ? code.wrong(refused.left) : notNow)}
          input={{
            class: 'digits',
            name: 'code',
            type: 'text',
            inputmode: 'numeric',
            autocomplete: 'one-time-code',
            maxlength: 20,
            required: true,
            value: refused?.typed,
          }}
        />
        {next === null ? null : <input type="hidden" name="next" value={next} />}
        <button type="submit" class="button">
          {code.button}
        </button>
      </form>
      <p class="small soft beside">
        <Sentence sentence={code.nothing} href={paths.signIn(next)} />
      </p>
    </>
  )
}
