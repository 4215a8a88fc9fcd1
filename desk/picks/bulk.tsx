import { useState } from 'react'
import type { PickLine } from '../../src/http/desk-api/contract.ts'
import { changeMany, type Many } from './change-many.ts'

type Props = { ids: number[]; lines: readonly PickLine[]; onChoose: (ids: readonly number[]) => void }

/** What can be done to all chosen picks. Those that were refused stay chosen. */
export function Bulk({ ids, lines, onChoose }: Props) {
  const [topic, setTopic] = useState('')
  const [isBusy, setBusy] = useState(false)
  const chosen = lines.filter(({ id }) => ids.includes(id))
  const known = [...new Set(chosen.flatMap(({ topics }) => topics))]
  const run = async (many: Many) => {
    setBusy(true)
    onChoose(await changeMany(many))
    setBusy(false)
  }
  const name = topic.trim()
  return (
    <section className="bulk" aria-label="Chosen picks">
      <p role="status">{ids.length === 1 ? 'One pick chosen' : `${ids.length} picks chosen`}</p>
      <button type="button" className="plain" disabled={isBusy} onClick={() => run({ do: 'publish', ids })}>
        Publish
      </button>
      <button type="button" className="plain" disabled={isBusy} onClick={() => run({ do: 'unpublish', ids })}>
        Take back
      </button>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (name !== '') run({ do: 'add-topic', ids, topic: name })
        }}
      >
        <label>
          <span className="unseen">Topic</span>
          <input
            className="input"
            placeholder="Topic"
            list="chosen-topics"
            value={topic}
            maxLength={80}
            onChange={(event) => setTopic(event.target.value)}
          />
        </label>
        <datalist id="chosen-topics">
          {known.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <button type="submit" className="plain" disabled={isBusy || name === ''}>
          File under
        </button>
        <button
          type="button"
          className="plain"
          disabled={isBusy || name === ''}
          onClick={() => run({ do: 'remove-topic', ids, topic: name })}
        >
          Take out of
        </button>
      </form>
      <button type="button" className="plain" onClick={() => onChoose([])}>
        Choose none
      </button>
    </section>
  )
}
