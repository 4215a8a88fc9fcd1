import { BareLayout } from './bare-layout.tsx'
import type { Frame } from './frame.ts'
import { EndTile } from './tiles.tsx'

/** On the way to the payment service, for the moment before its page opens, and for browsers that don't go on by themselves. */
export function GoingPage({ frame, url }: { frame: Frame; url: string }) {
  const { words, assets, magazine } = frame
  const { title, lead, button } = words.payments.going
  return (
    <BareLayout name={magazine.name} words={words} assets={assets} title={title}>
      <h1 class="title">{title}</h1>
      <p class="intro">{lead}</p>
      <p>
        <a class="button" href={url}>
          {button}
        </a>
      </p>
      <EndTile />
    </BareLayout>
  )
}
