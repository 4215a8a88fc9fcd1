import { Component, type ReactNode } from 'react'
import { Refusal } from '../api/ask.ts'

type Props = { children: ReactNode }

/** Stands where a part of the desk broke down. What others show goes on working, and saved work is safe. */
export class FailureBoundary extends Component<Props, { error: Error | null }> {
  override state = { error: null }

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    return error === null ? this.props.children : <Failure error={error} retry={() => this.setState({ error: null })} />
  }
}

/** Answers that another try doesn't change: nothing is broken where they come. */
const headings: Partial<Record<string, string>> = {
  missing: 'There is nothing here',
  'not-your-role': 'This isn’t part of your role',
  'not-yours': 'This pick isn’t yours',
}

/** What went wrong in plain words, and the way on. */
export function Failure({ error, retry }: { error: unknown; retry: () => void }) {
  const isRefusal = error instanceof Refusal
  const settled = isRefusal && error.code ? headings[error.code] : undefined
  return (
    <section className="failure" role="alert">
      <h1>{settled ?? 'This part of the desk isn’t working'}</h1>
      <p>{isRefusal ? error.message : 'Something in the page itself broke. Whatever was saved is safe.'}</p>
      <div className="acts">
        {settled ? null : (
          <button type="button" className="button solid" onClick={retry}>
            Try again
          </button>
        )}
        <a className="button" href="/desk">
          To the picks
        </a>
      </div>
      {isRefusal ? null : <p className="soft small">{String(error)}</p>}
    </section>
  )
}
