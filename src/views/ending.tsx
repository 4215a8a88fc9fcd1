import { paths } from '../http/routes.ts'
import type { Frame } from './frame.ts'

/** Ends what is paid for by card with the paid time, or, once that is asked for, takes it back. */
export function Ending({ frame, isEnding }: { frame: Frame; isEnding: boolean }) {
  const { payments } = frame.words
  return (
    <form class="all" method="post" action={isEnding ? paths.keepPlan() : paths.endPlan()}>
      <button type="submit" class="button quiet">
        {isEnding ? payments.keep : payments.end}
      </button>
      <p class="small soft">{isEnding ? payments.keepHint : payments.endHint}</p>
    </form>
  )
}
