import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { accentsOf } from '../../src/domain/accent.ts'
import { printDay } from '../../src/domain/dates.ts'
import type { Face } from '../../src/domain/face.ts'
import { englishStyle } from '../../src/domain/house-style.ts'
import { en } from '../../src/domain/language/en.ts'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'

const shown = '4'

/** The top of the front page and the notice’s button as they will look, by day and by night. A colour that can't be used yet (null) leaves the one before. */
export function FrontPreview({ accent, face }: { accent: string | null; face: Face }) {
  const kept = useRef('#23409b')
  if (accent !== null) kept.current = accent
  const { light, dark } = accentsOf(kept.current)
  return (
    <aside className="previews" aria-label="The magazine as it will look">
      <h2>As it will look</h2>
      <Sheet name="By day" scheme="light" accent={light} face={face} />
      <Sheet name="By night" scheme="dark" accent={dark} face={face} />
    </aside>
  )
}

type Props = { name: string; scheme: 'light' | 'dark'; accent: string; face: Face }

function Sheet({ name, scheme, accent, face }: Props) {
  const { magazine } = useMe()
  const sheet = useRef<HTMLElement>(null)
  const { data: words } = useQuery({ queryKey: ['magazine', 'words'], queryFn: ({ signal }) => ask('showWords', {}, {}, signal) })
  const { data: list } = useQuery({
    queryKey: ['picks', 'front'],
    queryFn: ({ signal }) => ask('listPicks', { state: 'published', limit: shown }, {}, signal),
  })
  // Through the style object, which the page's policy allows, and not as an attribute.
  useEffect(() => sheet.current?.style.setProperty('--accent', accent), [accent])
  const picks = list?.picks ?? []
  return (
    <section ref={sheet} className={`sheet ${scheme} ${face}`} aria-label={name}>
      <p className="mast">{words?.texts.name ?? magazine.name}</p>
      <p className="tag">{words?.texts.tagline}</p>
      <p className="ways">
        <u>{en.masthead.topics}</u> <u>{en.masthead.archive}</u> <u>{en.masthead.reading}</u>
      </p>
      <p className="day">{printDay(englishStyle, picks[0]?.date ?? magazine.today, { withYear: false })}</p>
      {picks.map(({ id, headline, source, topics }) => (
        <div key={id} className="item">
          <p className="head">{headline}</p>
          <p className="src">
            <span className="caps">{source}</span> <i>{topics.join(', ')}</i>
          </p>
        </div>
      ))}
      {picks.length === 0 ? <p className="head">{en.front.emptyTitle}</p> : null}
      <p className="press">
        <span>{en.notice.subscribe}</span>
      </p>
    </section>
  )
}
