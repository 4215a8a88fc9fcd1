import type { Child } from 'hono/jsx'
import { paths } from '../http/routes.ts'
import type { Frame } from './frame.ts'
import { Masthead, type Section } from './masthead.tsx'

/** What one page tells the layout about itself. */
export type Sheet = {
  frame: Frame
  title: string
  /** Path of the page, for its canonical address; null where it has none (search, errors). */
  path: string | null
  description?: string
  section?: Section | undefined
  head?: Child
  /** Stands after `main`, which holds the page's text and nothing else. */
  after?: Child
  isFront?: boolean
  hasStream?: boolean
  children: Child
}

/** The document around every page: head, masthead, text, foot. The same for every reader. */
export function Layout({ children, after, ...sheet }: Sheet) {
  const { frame, section, isFront = false } = sheet
  const { words } = frame
  return (
    <html lang={words.language}>
      <Head {...sheet} />
      <body>
        <a class="skip" href="#text">
          {words.skip}
        </a>
        <Masthead frame={frame} section={section ?? null} isFront={isFront} />
        <main id="text" tabindex={-1}>
          {children}
        </main>
        {after}
        <Foot frame={frame} />
      </body>
    </html>
  )
}

function Head({ frame, title, path, description, head, isFront, hasStream }: Omit<Sheet, 'children' | 'after'>) {
  const { assets, magazine, origin } = frame
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title === magazine.name ? title : `${title} – ${magazine.name}`}</title>
      <meta name="color-scheme" content="light dark" />
      <Preload font={assets.font} />
      {isFront ? <Preload font={assets.fontItalic} /> : null}
      <link rel="stylesheet" href={assets.stylesheet} />
      {assets.face ? <link rel="stylesheet" href={assets.face} /> : null}
      {assets.accent ? <link rel="stylesheet" href={assets.accent} /> : null}
      <link rel="icon" href={assets.icon} type={assets.icon.endsWith('.png') ? 'image/png' : 'image/svg+xml'} />
      {description ? <meta name="description" content={description} /> : null}
      {path === null ? null : <link rel="canonical" href={origin + path} />}
      {head}
      {hasStream ? <script src={assets.script} defer /> : null}
    </head>
  )
}

/** A face that isn't there in a tenth of a second is left for the next page, so that no line ever moves: it is asked for early. */
function Preload({ font }: { font: string | null }) {
  return font === null ? null : <link rel="preload" href={font} as="font" type="font/woff2" crossorigin="anonymous" />
}

function Foot({ frame }: { frame: Frame }) {
  const { words, magazine } = frame
  const { foot } = words
  return (
    <footer class="foot">
      <p>{magazine.imprint ? `${magazine.name}${words.comma}${magazine.imprint}` : magazine.name}</p>
      <nav aria-label={foot.label}>
        <a href={paths.about()}>{foot.about}</a> <a href={paths.subscribe()}>{foot.subscribe}</a>{' '}
        <a href={paths.signUp()}>{foot.signUp}</a> <a href={paths.reading()}>{foot.reading}</a>
      </nav>
    </footer>
  )
}
