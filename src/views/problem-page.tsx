import type { Problem, Words } from '../domain/language/words.ts'
import { paths } from '../http/routes.ts'
import { BareLayout } from './bare-layout.tsx'
import type { Assets } from './frame.ts'
import { EndTile } from './tiles.tsx'
import { Sentence } from './wall.tsx'

type Props = {
  name: string
  words: Words
  assets: Assets
  problem: Problem
  /** What the log knows the request by. */
  requestId: string | null
}

/** A plain page for a request that went wrong. It needs no database, so that it can say that there is none. */
export function ProblemPage({ problem, requestId, ...bare }: Props) {
  const { title, text } = bare.words.problems[problem]
  const { home, requestId: mention } = bare.words.problem
  return (
    <BareLayout {...bare} title={title}>
      <h1 class="title">{title}</h1>
      <p class="intro">{text}</p>
      <p>
        <Sentence sentence={home} href={paths.front()} />
      </p>
      {requestId ? (
        <p class="small soft">
          {mention[0]}
          <code>{requestId}</code>
          {mention[1]}
        </p>
      ) : null}
      <EndTile />
    </BareLayout>
  )
}
