import { useState } from 'react'
import { Dialog } from '../parts/dialog.tsx'
import { FormActs } from '../parts/form-acts.tsx'

/** Where a gloss goes, seen from a word. */
export type GlossPlace = 'before' | 'after' | 'instead'

type Props = {
  /** The words it is about, as they stand in the excerpt. */
  words: string
  /** The gloss that stands there, to be written anew. */
  present: string | null
  onWrite: (text: string, place: GlossPlace) => void
  onClose: () => void
}

const places: readonly [GlossPlace, string][] = [
  ['after', 'After'],
  ['before', 'Before'],
  ['instead', 'In place of'],
]

/** Asks for the editor's own words in a quotation. The brackets come by themselves. */
export function GlossDialog({ words, present, onWrite, onClose }: Props) {
  const [text, setText] = useState(present ?? '')
  const [place, setPlace] = useState<GlossPlace>('after')
  return (
    <Dialog title={present === null ? 'A gloss' : 'The gloss'} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onWrite(text.replace(/[[\]]/g, '').trim(), place)
        }}
      >
        <label className="label" htmlFor="gloss">
          Your words, without brackets
        </label>
        <input
          id="gloss"
          className="input serif"
          value={text}
          maxLength={2_000}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
        {present === null ? (
          <fieldset className="choosing">
            <legend className="label">Where</legend>
            {places.map(([value, name]) => (
              <label key={value}>
                <input type="radio" name="place" checked={place === value} onChange={() => setPlace(value)} /> {name} “{words}”
              </label>
            ))}
          </fieldset>
        ) : (
          <p className="hint">Leave it empty to take the gloss out.</p>
        )}
        <FormActs isDisabled={text.trim() === '' && present === null} onLeave={onClose}>
          {present === null ? 'Put it in' : 'Change it'}
        </FormActs>
      </form>
    </Dialog>
  )
}
