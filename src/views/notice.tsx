import type { Frame, OpenedPick } from './frame.ts'
import { Tiles } from './tiles.tsx'
import { WaysOn } from './ways-on.tsx'

type Props = { frame: Frame; pick: Pick<OpenedPick, 'lead' | 'reader'>; left: number; allowance: number | null }

/** What is left of the allowance, under a pick that was counted. Each sentence is a line of its own in the page's text. */
export function Notice({ frame, pick, left, allowance }: Props) {
  const { notice } = frame.words
  const { period } = frame.magazine.policy
  return (
    <div class="notice">
      <p>
        {allowance === null ? null : (
          <Tiles read={allowance - left} of={allowance} label={notice.read(allowance - left, allowance)} />
        )}
        {notice.left(left, period)}
      </p>
      <WaysOn frame={frame} pick={pick} />
    </div>
  )
}
