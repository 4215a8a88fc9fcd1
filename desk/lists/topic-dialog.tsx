import { useState } from 'react'
import type { TopicLine } from '../../src/http/desk-api/contract-lists.ts'
import { Dialog } from '../parts/dialog.tsx'

type Props = {
  topic: TopicLine
  others: readonly TopicLine[]
  isBusy: boolean
  onRename: (name: string) => void
  onDescribe: (description: string) => void
  onMerge: (into: TopicLine) => void
  onClose: () => void
}

/** One topic: its name, what it is about, and the topic it may become part of. */
export function TopicDialog({ topic, others, isBusy, onRename, onDescribe, onMerge, onClose }: Props) {
  const [name, setName] = useState(topic.name)
  const [description, setDescription] = useState(topic.description)
  const [into, setInto] = useState('')
  const target = others.find(({ id }) => String(id) === into)
  return (
    <Dialog title={topic.name} onClose={onClose}>
      <div className="field">
        <label htmlFor="topic-name">Name</label>
        <input id="topic-name" className="input" maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        <button
          type="button"
          className="button"
          disabled={isBusy || name.trim() === '' || name.trim() === topic.name}
          onClick={() => onRename(name.trim())}
        >
          Rename
        </button>
      </div>
      <div className="field">
        <label htmlFor="topic-about">What it is about</label>
        <textarea
          id="topic-about"
          className="input"
          rows={3}
          maxLength={1_000}
          value={description}
          onChange={(event) => setDescription(event.target.value.replaceAll('\n', ' '))}
        />
        <button
          type="button"
          className="button"
          disabled={isBusy || description === topic.description}
          onClick={() => onDescribe(description.trim())}
        >
          Save
        </button>
      </div>
      <div className="field">
        <label htmlFor="topic-into">Make it part of another</label>
        <select id="topic-into" className="input" value={into} onChange={(event) => setInto(event.target.value)}>
          <option value="">Choose a topic</option>
          {others.map((other) => (
            <option key={other.id} value={other.id}>
              {other.name}
            </option>
          ))}
        </select>
        <p className="hint">
          {target
            ? `${topic.picks === 1 ? 'Its pick' : `Its ${topic.picks} picks`} go to ${target.name}, and so does its address. This stays so.`
            : ''}
        </p>
        <button type="button" className="button" disabled={isBusy || !target} onClick={() => target && onMerge(target)}>
          Merge
        </button>
      </div>
      <div className="acts">
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  )
}
