import { paths } from '../http/routes.ts'
import type { Frame } from './frame.ts'
import { Layout } from './layout.tsx'
import { EndTile } from './tiles.tsx'
import { Sentence } from './wall.tsx'

/** Where a link leads that nobody was given, or whose gift is gone. It tells nothing about which of the two. */
export function GiftOverPage({ frame, isTooMany = false }: { frame: Frame; isTooMany?: boolean }) {
  const { gone } = frame.words.gifts
  return (
    <Layout frame={frame} title={gone.title} path={paths.giftOver()} head={<meta name="robots" content="noindex" />}>
      <h1 class="title">{gone.title}</h1>
      <p class="intro">{isTooMany ? gone.tooMany : gone.text}</p>
      <p class="beside">
        <Sentence sentence={gone.newest} href={paths.front()} />
      </p>
      <EndTile />
    </Layout>
  )
}
