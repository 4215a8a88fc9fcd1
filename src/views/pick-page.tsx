import { paths } from '../http/routes.ts'
import type { Frame, NextPick, OpenedPick } from './frame.ts'
import { Layout } from './layout.tsx'
import { PickArticle } from './pick-article.tsx'
import { describedBy, PickMetadata } from './pick-metadata.tsx'
import { EndTile } from './tiles.tsx'

type Props = {
  frame: Frame
  pick: OpenedPick
  next: NextPick | null
  /** Whether this copy of the page is one reader's own; no archive may keep such a copy. */
  private: boolean
}

/** A pick with its own address, and the way on to the next. With scripts the stream goes on in the same page. */
export function PickPage({ frame, pick, next, private: isPrivate }: Props) {
  const { lead } = pick
  return (
    <Layout
      frame={frame}
      title={lead.headline}
      path={paths.pick(lead.slug)}
      description={describedBy(lead)}
      head={<PickMetadata frame={frame} lead={lead} isPrivate={isPrivate} />}
      after={<Onward frame={frame} next={next} />}
      hasStream={next !== null}
    >
      <PickArticle frame={frame} pick={pick} level={1} />
    </Layout>
  )
}

function Onward({ frame, next }: { frame: Frame; next: NextPick | null }) {
  const { words } = frame
  if (next === null) return null
  return (
    <>
      <nav class="next" aria-label={words.next.label}>
        <EndTile />
        <a href={next.href}>
          {words.next.headline[0]}
          <span>{next.headline}</span>
          {words.next.headline[1]}
        </a>
      </nav>
      <p
        class="unseen"
        role="status"
        data-loading={words.next.loading}
        data-before={words.next.loaded[0]}
        data-after={words.next.loaded[1]}
      />
    </>
  )
}
