import type { PeriodKind } from '../domain/policy.ts'
import { paths } from '../http/routes.ts'
import type { Frame } from './frame.ts'
import { Tiles } from './tiles.tsx'

/** What is left of the allowance, under a pick that was counted. Each sentence is a line of its own in the page's text. */
export function Notice({
  frame,
  left,
  allowance,
  period,
}: {
  frame: Frame
  left: number
  allowance: number | null
  period: PeriodKind
}) {
  const { notice } = frame.words
  return (
    <div class="notice">
      <p>
        {allowance === null ? null : (
          <Tiles read={allowance - left} of={allowance} label={notice.read(allowance - left, allowance)} />
        )}
        {notice.left(left, period)}
      </p>
      <p>
        <a href={paths.signUp()}>{notice.signUp}</a>
      </p>
      <p>
        <a class="button" href={paths.subscribe()}>
          {notice.subscribe}
        </a>
      </p>
    </div>
  )
}
