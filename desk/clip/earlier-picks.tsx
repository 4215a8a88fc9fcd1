import { Link } from '@tanstack/react-router'
import type { Clipped } from '../../src/http/desk-api/contract-captures.ts'
import { StateMark } from '../parts/state.tsx'

/** Picks that were made of this article before, to be opened instead of beginning another. */
export function EarlierPicks({ clipped: { picks, hiddenPicks } }: { clipped: Clipped }) {
  if (picks.length + hiddenPicks === 0) return null
  const count = picks.length + hiddenPicks
  return (
    <section className="earlier" aria-labelledby="earlier-title">
      <h2 id="earlier-title">
        {count === 1 ? 'There is a pick of this article already' : `There are ${count} picks of this article already`}
      </h2>
      <ul>
        {picks.map(({ id, headline, state, fromOther }) => (
          <li key={id}>
            <Link to="/picks/$id" params={{ id: String(id) }}>
              {headline || 'Without a headline'}
            </Link>{' '}
            <StateMark state={state} />
            {fromOther ? <span className="soft">, from another capture of it</span> : null}
          </li>
        ))}
        {hiddenPicks > 0 ? (
          <li className="soft">{hiddenPicks === 1 ? 'A colleague’s draft' : `${hiddenPicks} drafts of colleagues`}</li>
        ) : null}
      </ul>
    </section>
  )
}
