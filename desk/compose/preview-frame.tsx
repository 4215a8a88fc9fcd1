import { useElementSize } from '@mantine/hooks'
import { useState } from 'react'

type Props = {
  src: string
  title: string
  /** How wide the page takes its window to be, in pixels; where there is less room it is drawn smaller. */
  width: number
  onEscape: () => void
}

/** A page of the preview. It can be read and walked through; nothing in it runs, and no link in it leads anywhere. */
export function PreviewFrame({ src, title, width, onEscape }: Props) {
  const { ref, width: room } = useElementSize<HTMLDivElement>()
  const [shown, setShown] = useState<{ src: string; isThere: boolean } | null>(null)
  const [pressed, setPressed] = useState<string | null>(null)
  const scale = room === 0 ? 1 : Math.min(1, room / width)
  const settle = (frame: HTMLIFrameElement) => {
    const page = documentIn(frame)
    setShown({ src, isThere: page !== null })
    setPressed(null)
    const press = (event: Event) => {
      const href = stayHere(event)
      if (href !== null) setPressed(href)
    }
    for (const name of ['click', 'auxclick']) page?.addEventListener(name, press, { capture: true })
    page?.addEventListener('keydown', ({ key }) => key === 'Escape' && onEscape())
  }
  if (shown?.src === src && !shown.isThere)
    return <p className="wrong">The preview can’t be shown just now. Close it and open it again.</p>
  return (
    <>
      <div ref={ref} className="preview-room" aria-busy={shown?.src !== src}>
        <iframe
          // Another address in the same frame would be another step in the window's history.
          key={src}
          title={title}
          src={src}
          sandbox="allow-same-origin"
          referrerPolicy="no-referrer"
          onLoad={(event) => settle(event.currentTarget)}
          style={{ width: `${width}px`, height: `${100 / scale}%`, transform: `scale(${scale})` }}
        />
      </div>
      <p className="hint" role="status">
        {pressed === null ? '' : `Links lead nowhere here. This one goes to ${pressed}`}
      </p>
    </>
  )
}

/** The frame's document where it is a pick's page; null for whatever else came. */
function documentIn(frame: HTMLIFrameElement): Document | null {
  const page = frame.contentDocument
  return page?.querySelector('article.pick') ? page : null
}

/** Keeps a press of a link from leading anywhere, and gives where it would have led; null where it was no link, or one within the page. */
function stayHere(event: Event): string | null {
  const target = event.target as Element | null
  const href = target?.closest('a')?.getAttribute('href') ?? '#'
  if (href.startsWith('#')) return null
  event.preventDefault()
  return href
}
