import { wordDifference } from '../../src/domain/quotation/word-difference.ts'

type Props = { older: string; newer: string }

/** What changed between two texts, word by word, as it is marked on paper: taken out is struck, put in is underlined. */
export function Differences({ older, newer }: Props) {
  let at = 0
  return (
    <p className="differences serif">
      {wordDifference(older, newer).map(({ kind, text }) => {
        const key = `${at++} ${kind}`
        if (kind === 'removed') return <del key={key}>{text}</del>
        return kind === 'added' ? <ins key={key}>{text}</ins> : <span key={key}>{text}</span>
      })}
    </p>
  )
}
