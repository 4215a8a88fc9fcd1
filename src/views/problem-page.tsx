import type { Problem, Words } from '../domain/language/words.ts'
import { paths } from '../http/routes.ts'
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
export function ProblemPage({ name, words, assets, problem, requestId }: Props) {
  const { title, text } = words.problems[problem]
  const { home, requestId: mention } = words.problem
  return (
    <html lang={words.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – ${name}`}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <link rel="stylesheet" href={assets.stylesheet} />
        {assets.accent ? <link rel="stylesheet" href={assets.accent} /> : null}
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
      </head>
      <body>
        <header class="masthead">
          <a class="name" href={paths.front()}>
            {name}
          </a>
        </header>
        <main>
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
        </main>
      </body>
    </html>
  )
}
