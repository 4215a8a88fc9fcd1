import { paths } from '../http/routes.ts'
import type { Frame } from './frame.ts'
import { LogoPicture } from './pictures.tsx'

/** The part of the site a page belongs to, marked in the masthead. */
export type Section = 'topics' | 'archive' | 'search' | 'reading' | 'account'

/** Name and ways through the magazine. Nothing in it depends on the reader, so each word is true for members and visitors alike. */
export function Masthead({ frame, section, isFront }: { frame: Frame; section: Section | null; isFront: boolean }) {
  const { words, magazine } = frame
  const { masthead } = words
  const link = (name: Section, href: string, text: string) => (
    <a href={href} aria-current={section === name ? 'page' : undefined}>
      {text}
    </a>
  )
  return (
    <header class={isFront ? 'masthead front' : 'masthead'}>
      <a class="name" href={paths.front()} aria-current={isFront ? 'page' : undefined}>
        {frame.logo ? <LogoPicture logo={frame.logo} name={magazine.name} /> : magazine.name}
      </a>
      {isFront && magazine.tagline ? <p class="tagline">{magazine.tagline}</p> : null}
      <nav class="sections" aria-label={masthead.sections}>
        {link('topics', paths.topics(), masthead.topics)} {link('archive', paths.archive(), masthead.archive)}
      </nav>
      <div class="tools">
        <search class="find">
          <form action={paths.search()}>
            <input name="q" type="search" aria-label={masthead.searchLabel} placeholder={masthead.search} maxlength={200} />
          </form>
        </search>
        <nav class="account" aria-label={masthead.you}>
          {link('reading', paths.reading(), masthead.reading)} {link('account', paths.account(), masthead.account)}
        </nav>
      </div>
    </header>
  )
}
