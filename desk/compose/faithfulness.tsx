import { explainFaults } from '../../src/domain/excerpt-faults.ts'
import type { ExcerptCheck } from '../../src/domain/quotation/check-excerpt.ts'
import type { Quotation } from './use-quotation.ts'

type Props = Pick<Quotation, 'check' | 'share' | 'index' | 'showInExcerpt'> & { isLoading: boolean; limit: number | null }

/** What the check of the excerpt means for publishing: that it can't go out, that nothing was checked, or that it quotes much. */
export function Faithfulness({ check, share, index, showInExcerpt, isLoading, limit }: Props) {
  if (isLoading) return null
  if (index === null)
    return (
      <p className="soft small">Not checked against a source: nothing was captured that the excerpt could be held against.</p>
    )
  if (check === null)
    return (
      <p className="wrong small">Its runs are so short that they can’t be told apart in the source. Quote longer passages.</p>
    )
  const isOver = share !== null && share.wordsLeft !== null && share.wordsLeft < 0
  return (
    <>
      {check.isFaithful ? null : <Faults check={check} source={index.original} onShow={showInExcerpt} />}
      {isOver ? (
        <p className="wrong small">
          It quotes {share.percent.toFixed(1)} % of the article; the magazine’s limit is {limit} %.
        </p>
      ) : null}
    </>
  )
}

/** Enough to see what it is about; above, the words themselves are shown with what is around them. */
const mostShown = 2

type FaultsProps = { check: ExcerptCheck; source: string; onShow: (number: number) => void }

function Faults({ check, source, onShow }: FaultsProps) {
  const first = firstFault(check)
  const faults = [...new Set(explainFaults(check, source))]
  const more = faults.length - mostShown
  return (
    <div className="lacks">
      <p className="label">The excerpt doesn’t say what its source says</p>
      <ul>
        {faults.slice(0, mostShown).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {more > 0 ? <li>{more === 1 ? 'In one more place.' : `In ${more} more places.`}</li> : null}
      </ul>
      {first === null ? null : (
        <button type="button" className="plain" onClick={() => onShow(first)}>
          Show the passage
        </button>
      )}
    </div>
  )
}

/** The first run that isn't as it should be, or that follows something left out unmarked; counted from 1. */
function firstFault({ runs, gaps }: ExcerptCheck): number | null {
  const run = runs.findIndex(({ kind }) => kind !== 'verbatim')
  const gap = gaps.find(({ kind }) => kind === 'unmarked')?.before ?? -1
  const at = run >= 0 ? run : gap
  return at < 0 || at >= runs.length ? null : at + 1
}
