import { type Ref, useEffect, useState } from 'react'
import type { PicksSearch } from './picks-search.ts'

type Props = { search: PicksSearch; field: Ref<HTMLInputElement>; onChange: (search: PicksSearch) => void }

const states = [
  [undefined, 'All'],
  ['draft', 'Drafts'],
  ['scheduled', 'Scheduled'],
  ['published', 'Published'],
] as const
const pause = 200

/** Which picks the list shows. What is typed is searched for as soon as the typing pauses. */
export function Filters({ search, field, onChange }: Props) {
  const [words, setWords] = useState(search.search ?? '')
  const { search: searched = '', ...rest } = search
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing sets it off.
  useEffect(() => {
    if (words === searched) return
    const timer = setTimeout(() => onChange({ ...rest, ...(words === '' ? {} : { search: words }) }), pause)
    return () => clearTimeout(timer)
  }, [words])
  const { state: _, ...others } = search
  return (
    <search className="filters">
      <fieldset className="states">
        <legend className="unseen">Show</legend>
        {states.map(([state, name]) => (
          <button
            key={name}
            type="button"
            className="plain"
            aria-pressed={search.state === state}
            onClick={() => onChange({ ...others, ...(state ? { state } : {}) })}
          >
            {state ? <i className={`tile ${state}`} aria-hidden="true" /> : null} {name}
          </button>
        ))}
      </fieldset>
      {search.topic || search.source ? (
        <button type="button" className="plain" onClick={() => onChange({})}>
          Of every {search.topic ? 'topic' : 'source'}
        </button>
      ) : null}
      <label className="find">
        <span className="unseen">Search headlines, texts, sources and topics</span>
        <input
          ref={field}
          className="input"
          type="search"
          placeholder="Search"
          value={words}
          maxLength={200}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur()
          }}
        />
      </label>
    </search>
  )
}
