import { paths } from '../http/routes.ts'
import { type Again, CodeField, type CodeRefused } from './code-field.tsx'
import type { Frame } from './frame.ts'
import { Layout } from './layout.tsx'
import { EndTile } from './tiles.tsx'
import { Sentence } from './wall.tsx'

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

function Waiting({ frame, refused, next }: Omit<Props, 'refused'> & { refused: Again | null }) {
  const { code, notNow } = frame.words.signIn
  return (
    <>
      <p class="intro">{code.lead}</p>
      <form class="form" method="post" action={paths.signInCode()} novalidate>
        <CodeField
          label={code.label}
          hint={code.sameBrowser}
          problem={refused && (refused.why === 'wrong' ? code.wrong(refused.left) : notNow)}
          typed={refused?.typed}
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
