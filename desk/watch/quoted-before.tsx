import { useId, useState } from 'react'
import { Dialog } from '../parts/dialog.tsx'

type Props = { onClose: () => void; onSay: (note: string) => void }

/** Asks what colleagues should know of words that were so when they were quoted. */
export function QuotedBefore({ onClose, onSay }: Props) {
  const id = useId()
  const [note, setNote] = useState('')
  return (
    <Dialog title="Quoted before the change" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onSay(note.trim())
        }}
      >
        <div className="field">
          <label htmlFor={id}>A note for colleagues</label>
          <textarea
            id={id}
            className="input"
            rows={3}
            maxLength={1_000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <p className="hint">Readers don’t see it. The pick stays as it is.</p>
        </div>
        <div className="acts">
          <button type="submit" className="button solid">
            Note it
          </button>
          <button type="button" className="button" onClick={onClose}>
            Close
          </button>
        </div>
      </form>
    </Dialog>
  )
}
