import type { Child } from 'hono/jsx'
import type { Words } from '../domain/language/words.ts'
import { paths } from '../http/routes.ts'
import type { Assets } from './frame.ts'

type Props = { name: string; words: Words; assets: Assets; title: string; head?: Child; children: Child }

/** A document with nothing around its text but the magazine's name. It needs no database, and loads only our own stylesheet. */
export function BareLayout({ name, words, assets, title, head, children }: Props) {
  return (
    <html lang={words.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – ${name}`}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <link rel="stylesheet" href={assets.stylesheet} />
        {assets.face ? <link rel="stylesheet" href={assets.face} /> : null}
        {assets.accent ? <link rel="stylesheet" href={assets.accent} /> : null}
        <link rel="icon" href={assets.icon} type={assets.icon.endsWith('.png') ? 'image/png' : 'image/svg+xml'} />
        {head}
      </head>
      <body>
        <header class="masthead">
          <a class="name" href={paths.front()}>
            {name}
          </a>
        </header>
        <main>{children}</main>
      </body>
    </html>
  )
}
