import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { isSlug, slugOf } from '../../src/domain/slug.ts'
import type { DeskPick } from '../../src/http/desk-api/contract.ts'
import { ask } from '../api/ask.ts'
import { hasRole, useMe } from '../api/me.ts'
import { say, sayProblem } from '../shell/notices.tsx'
import type { Draft } from './draft.ts'

type Props = { pick: DeskPick; draft: Draft; onChanged: (pick: DeskPick) => void }

const visibilities = [
  ['metered', 'Metered: a reading of the allowance'],
  ['open', 'Open to everybody'],
  ['subscribers-only', 'For subscribers only'],
] as const

/** Who may read the pick. Holds for every reader at once, so it can be taken back as quickly. */
export function VisibilityField({ pick, draft, onChanged }: Props) {
  const me = useMe()
  const { mutate, isPending } = useChange({ draft, onChanged })
  const change = (visibility: DeskPick['visibility']) => {
    const before = pick.visibility
    mutate(() => ask('changeVisibility', { visibility }, { id: pick.id }), {
      onSuccess: () => say('Who may read it is changed.', { undo: () => change(before) }),
    })
  }
  return (
    <div className="field">
      <label htmlFor="visibility">Who may read it</label>
      <select
        id="visibility"
        className="input"
        disabled={isPending || !hasRole(me, 'editor')}
        value={pick.visibility}
        onChange={(event) => change(event.target.value as DeskPick['visibility'])}
      >
        {visibilities.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}

/** The pick's own part of its address. Old ones lead to the new one for ever. */
export function SlugField({ pick, draft, onChanged }: Props) {
  const me = useMe()
  const [typed, setTyped] = useState<string | null>(null)
  // What keeps an address from being taken stands beside it.
  const { mutate, isPending, error, reset } = useChange({ draft, onChanged }, () => {})
  const shown = typed ?? pick.slug ?? ''
  const slug = shown.trim()
  const isNew = slug !== '' && slug !== pick.slug
  const suggested = slugOf(draft.read().content.headline)
  const isWrong = isNew && (!isSlug(slug) || error !== null)
  const change = (next: string) => {
    const before = pick.slug
    mutate(() => ask('changeSlug', { slug: next }, { id: pick.id }), {
      onSuccess: () => {
        setTyped(null)
        say(before ? 'The address is changed.' : 'It has this address now.', before ? { undo: () => change(before) } : {})
      },
    })
  }
  if (!hasRole(me, 'editor')) return null
  return (
    <form
      className="field slug"
      onSubmit={(event) => {
        event.preventDefault()
        change(slug)
      }}
    >
      <label htmlFor="slug">Address</label>
      <input
        id="slug"
        className="input"
        maxLength={80}
        autoComplete="off"
        placeholder={suggested}
        aria-invalid={isWrong}
        aria-describedby="slug-help"
        value={shown}
        onChange={(event) => {
          setTyped(event.target.value)
          reset()
        }}
      />
      <p className="hint" id="slug-help">
        {isNew && !isSlug(slug) ? <span>Small letters and digits, with single hyphens between them.</span> : null}
        {isNew && error ? <span role="alert">{error.message}</span> : null}
        {isNew && isSlug(slug) && !error ? <span>Not in use yet: this doesn’t go out with the rest.</span> : null}
        {pick.slug === null && !isNew ? <span>Taken from the headline when it goes out.</span> : null}
        {pick.oldSlugs.length > 0 ? <span>Also found as {pick.oldSlugs.join(', ')}</span> : null}
      </p>
      {pick.slug !== null && !isNew && pick.slug !== suggested && draft.read().content.headline.trim() !== '' ? (
        <button type="button" className="plain" onClick={() => setTyped(suggested)}>
          Take it from the headline: {suggested}
        </button>
      ) : null}
      {isNew ? (
        <button type="submit" className="button" disabled={isPending || !isSlug(slug)}>
          Change the address
        </button>
      ) : null}
    </form>
  )
}

/** Changes something beside the text: what is typed is saved before, so that the pick which comes back holds it. */
function useChange({ draft, onChanged }: Pick<Props, 'draft' | 'onChanged'>, onError: (error: Error) => void = sayProblem) {
  return useMutation({
    mutationFn: async (change: () => Promise<DeskPick>) => {
      await draft.flush()
      return change()
    },
    onSuccess: onChanged,
    onError,
  })
}
