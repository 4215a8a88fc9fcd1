import type { Words } from '../domain/language/words.ts'
import type { RunMap as Mapped } from '../domain/quotation/run-map.ts'

/** How many parts of the article are told apart, and the least of them that is seen. */
const wide = 600
const least = 2

/** Where the quoted passages stand in the article, and how much of it they are. It says no word of them, and still is only for who has them open. */
export function RunMap({ map, words }: { map: Mapped; words: Words }) {
  const { label, share } = words.pick.runMap
  const { sourceWords, quotedWords, stretches } = map
  const [first, last] = [stretches[0], stretches.at(-1)]
  if (!first || !last) return null
  const percent = (word: number) => Math.round((word / sourceWords) * 100)
  const name = label({ passages: stretches.length, from: percent(first.first), to: percent(last.first + last.words) })
  const marks = marksOf(map).map(({ from, to }) => `M${from} 4H${to}`)
  return (
    <p class="share earned">
      <svg viewBox={`0 0 ${wide} 8`} preserveAspectRatio="none" role="img" aria-label={name}>
        <path d={marks.join('')} stroke="currentColor" stroke-width="8" />
      </svg>
      {share(quotedWords, sourceWords)}
    </p>
  )
}

function marksOf({ sourceWords, stretches }: Mapped): { from: number; to: number }[] {
  return stretches.map(({ first, words }) => {
    const from = Math.min(wide - least, Math.round((first / sourceWords) * wide))
    return { from, to: Math.max(from + least, Math.round(((first + words) / sourceWords) * wide)) }
  })
}
