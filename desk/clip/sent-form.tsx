import type { SentPage } from './sent-page.ts'
import type { Clipping } from './use-clipping.ts'

type Props = { page: SentPage; problem: string | null; onKeep: Clipping['clip']; onLeave: () => void }

/**
 * Asks before anything is kept: any page can open this window, and say of itself what it likes. Where the browser names the site it came
 * from, that is shown; where it doesn't, the editor is told to look.
 */
export function SentForm({ page, problem, onKeep, onLeave }: Props) {
  const { host } = new URL(page.url)
  return (
    <form
      className="sent"
      onSubmit={(event) => {
        event.preventDefault()
        void onKeep({ kind: 'page', url: page.url, html: page.html })
      }}
    >
      {problem === null ? null : (
        <p className="wrong" role="alert">
          {problem}
        </p>
      )}
      <h2>A page was sent here</h2>
      <dl>
        <dt>Site</dt>
        <dd>{host}</dd>
        <dt>Called</dt>
        <dd className="serif">{page.title || 'Nothing'}</dd>
        <dt>Address</dt>
        <dd className="address">{page.url}</dd>
      </dl>
      <p className={page.isVouchedFor ? 'soft' : 'wrong'}>
        {page.isVouchedFor
          ? `Your browser says that it comes from ${host}. It is kept as the text that the excerpt is held against.`
          : `Your browser doesn’t say that it comes from ${host}. Go on only if you have just pressed the bookmarklet there.`}
      </p>
      <div className="acts">
        <button type="submit" className="button solid">
          Clip this page
        </button>
        <button type="button" className="button" onClick={onLeave}>
          Leave it
        </button>
      </div>
    </form>
  )
}
