import { paths } from '../http/routes.ts'
import { Courtesy } from './courtesy.tsx'
import { dateText } from './dates.ts'
import { Excerpt } from './excerpt.tsx'
import type { Frame, OpenedPick } from './frame.ts'
import { GiftNotice, GiveLink } from './gift-notice.tsx'
import { Headline } from './headline.tsx'
import { Introduction } from './introduction.tsx'
import { Notice } from './notice.tsx'
import { CoverFigure } from './pictures.tsx'
import { RunMap } from './run-map.tsx'
import { EndTile } from './tiles.tsx'
import { Topics } from './topics.tsx'
import { Wall } from './wall.tsx'
import { webAddress } from './web-address.ts'

type Props = { frame: Frame; pick: OpenedPick }

/**
 * One pick, its parts in the order they are read in: the stylesheet alone moves the date into the margin. Read as text it is the
 * pick's text form, so nothing in it may be there for screen readers only.
 */
export function PickArticle({ frame, pick, level }: Props & { level: 1 | 2 }) {
  const { lead, part } = pick
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <article class="pick" data-pick={lead.id} data-href={paths.pick(lead.slug)}>
      <Heading>
        <Headline words={frame.words} text={lead.headline} />
      </Heading>
      <p class="date">
        <time datetime={lead.date}>{dateText(lead.date)}</time>
      </p>
      {lead.cover ? <CoverFigure frame={frame} cover={lead.cover} isLazy={level === 2} /> : null}
      <Introduction lead={lead} />
      {part.kind === 'open' ? <Excerpt excerpt={part.excerpt} cite={webAddress(lead.sourceUrl)} /> : null}
      {part.kind === 'open' && part.left !== null ? (
        <Notice frame={frame} pick={pick} left={part.left} allowance={part.allowance} />
      ) : null}
      {part.kind === 'open' && pick.courtesy ? <Courtesy frame={frame} group={pick.courtesy} /> : null}
      {pick.gift ? <GiftNotice frame={frame} pick={pick} gift={pick.gift} /> : null}
      {part.kind === 'wall' ? <Wall frame={frame} pick={pick} part={part} level={level === 1 ? 2 : 3} /> : null}
      <Source frame={frame} pick={pick} />
      {pick.mayGive ? <GiveLink frame={frame} lead={lead} /> : null}
    </article>
  )
}

/** What the stream adds to the page: the tile that ends the pick before it, then the pick. */
export function PickFragment({ frame, pick }: Props) {
  return (
    <>
      <EndTile />
      <PickArticle frame={frame} pick={pick} level={2} />
    </>
  )
}

function Source({ frame, pick: { lead, part } }: Props) {
  const { words } = frame
  const [before, after] = words.pick.readMoreAt
  const url = webAddress(lead.sourceUrl)
  return (
    <div class="onward">
      {part.kind === 'open' && part.runMap ? <RunMap map={part.runMap} words={words} /> : null}
      <p>
        {url ? (
          <a class="ext" href={url} rel="noopener external" ping={paths.followSource(lead.slug)}>
            {before + lead.source.name + after}
          </a>
        ) : (
          <>
            {before}
            <a href={paths.source(lead.source.slug)}>{lead.source.name}</a>
            {after}
          </>
        )}
      </p>
      {lead.topics.length > 0 ? (
        <p>
          <span class="soft">{words.pick.moreAbout}</span>
          <Topics topics={lead.topics} words={words} />
        </p>
      ) : null}
    </div>
  )
}
