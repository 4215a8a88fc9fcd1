import { useEffect, useState } from 'react'
import { useShortcuts } from '../shell/shortcuts.ts'

type Props = { what: 'page' | 'text'; onStop: () => void }

const second = 1_000
/** What is said from which second on. */
const stages = [
  [0, 'The page is being fetched and read.'],
  [4, 'The source takes its time.'],
  [11, 'Still at it. A slow page is given up by itself after half a minute.'],
] as const

/** Says that a clip is under way and for how long, and stops it. */
export function ClipProgress({ what, onStop }: Props) {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((count) => count + 1), second)
    return () => clearInterval(timer)
  }, [])
  useShortcuts('This clip', [{ keys: 'Escape', what: 'Stop it', run: onStop }])
  const said = stages.findLast(([from]) => from <= seconds)?.[1]
  return (
    <div className="clipping">
      <p role="status">{what === 'text' ? 'The text is being read.' : said}</p>
      <div className="under-way" aria-hidden="true">
        {Array.from({ length: 5 }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the tiles are alike.
          <i key={at} className="tile" />
        ))}
      </div>
      <button type="button" className="button" onClick={onStop}>
        Stop
      </button>
    </div>
  )
}
