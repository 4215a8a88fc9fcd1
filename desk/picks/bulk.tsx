import { useState } from 'react'
import type { PickLine } from '../../src/http/desk-api/contract.ts'
import { hasRole, useMe } from '../api/me.ts'
import { changeMany } from './change-many.ts'
import type { Many } from './many.ts'

type Props = { ids: number[]; lines: readonly PickLine[]; onChoose: (ids: readonly number[]) => void }
type Run = { ids: number[]; isBusy: boolean; run: (many: Many) => void }

const visibilities = [
  ['metered', 'Metered'],
  ['open', 'Open to everybody'],
  ['subscribers-only', 'For subscribers only'],
] as const

/** What can be done to all chosen picks. Those that were refused stay chosen. */
export function Bulk({ ids, lines, onChoose }: Props) {
  const me = useMe()
  const [isBusy, setBusy] = useState(false)
  const chosen = lines.filter(({ id }) => ids.includes(id))
  const run = async (many: Many) => {
    setBusy(true)
    onChoose(await changeMany(many, chosen))
    setBusy(false)
  }
  const acts = { ids, isBusy, run }
  return (
    <section className="bulk" aria-label="Chosen picks">
      <p role="status">
        {ids.length === 1 ? 'One pick chosen' : `${ids.length} picks chosen`}
        {isBusy ? ', working' : ''}
      </p>
      <Act {...acts} many={{ do: 'publish', ids }} name="Publish" />
      <Act {...acts} many={{ do: 'unpublish', ids }} name="Take back" />
      <Planning {...acts} today={me.magazine.today} isPlanned={chosen.some(({ state }) => state === 'scheduled')} />
      <Filing {...acts} known={[...new Set(chosen.flatMap(({ topics }) => topics))]} />
      {hasRole(me, 'owner') ? <Gating {...acts} /> : null}
      {ids.length < lines.length ? (
        <button type="button" className="plain" onClick={() => onChoose(lines.map(({ id }) => id))}>
          Choose all {lines.length} shown
        </button>
      ) : null}
      <button type="button" className="plain" onClick={() => onChoose([])}>
        Choose none
      </button>
    </section>
  )
}

function Act({ many, name, isBusy, run }: Run & { many: Many; name: string }) {
  return (
    <button type="button" className="plain" disabled={isBusy} onClick={() => run(many)}>
      {name}
    </button>
  )
}

function Planning({ ids, isBusy, run, today, isPlanned }: Run & { today: string; isPlanned: boolean }) {
  const [day, setDay] = useState('')
  const [time, setTime] = useState('08:00')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        run({ do: 'schedule', ids, local: `${day}T${time}` })
      }}
    >
      <input
        className="input"
        type="date"
        aria-label="Day to publish on"
        required
        min={today}
        value={day}
        onChange={(event) => setDay(event.target.value)}
      />
      <input
        className="input time"
        type="time"
        aria-label="Time to publish at"
        required
        value={time}
        onChange={(event) => setTime(event.target.value)}
      />
      <button type="submit" className="plain" disabled={isBusy || day === '' || time === ''}>
        Schedule
      </button>
      {isPlanned ? (
        <Act ids={ids} isBusy={isBusy} run={run} many={{ do: 'unschedule', ids }} name="Don’t publish by itself" />
      ) : null}
    </form>
  )
}

function Filing({ ids, isBusy, run, known }: Run & { known: string[] }) {
  const [topic, setTopic] = useState('')
  const name = topic.trim()
  return (
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
  )
}

/** A choice here is one for every reader at once, so nothing happens before its button is pressed. */
function Gating({ ids, isBusy, run }: Run) {
  const [visibility, setVisibility] = useState<PickLine['visibility']>('metered')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        run({ do: 'visibility', ids, visibility })
      }}
    >
      <select
        className="input"
        aria-label="Who may read them"
        value={visibility}
        onChange={(event) => setVisibility(event.target.value as PickLine['visibility'])}
      >
        {visibilities.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
      <button type="submit" className="plain" disabled={isBusy}>
        Make them so
      </button>
    </form>
  )
}
