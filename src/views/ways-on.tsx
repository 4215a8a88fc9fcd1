import { paths } from '../http/routes.ts'
import type { Frame, OpenedPick } from './frame.ts'

/** What a notice under a pick ends in: the way to sign up, for those without an account, and the way to subscribe. */
export function WaysOn({ frame, pick: { lead, reader } }: { frame: Frame; pick: Pick<OpenedPick, 'lead' | 'reader'> }) {
  const { notice } = frame.words
  return (
    <>
      {reader === 'visitor' ? (
        <p>
          <a href={paths.signUp(paths.pick(lead.slug))}>{notice.signUp}</a>
        </p>
      ) : null}
      <p>
        <a class="button" href={paths.subscribe()}>
          {notice.subscribe}
        </a>
      </p>
    </>
  )
}
