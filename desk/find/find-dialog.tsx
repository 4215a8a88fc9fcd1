import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { Dialog } from '../parts/dialog.tsx'
import { useAllShortcuts } from '../shell/shortcuts.ts'
import { type Choice, choicesFor, stillMeant } from './choices.ts'
import './find.css'
import { placesOf } from './places.ts'

const pause = 80
const listId = 'found'

/** Finds anything by a few words and goes there, or does it: picks, sources, topics, pages and what can be done on this one. */
export function FindDialog({ onClose }: { onClose: () => void }) {
  const me = useMe()
  const navigate = useNavigate()
  const groups = useAllShortcuts()
  const [words, setWords] = useState('')
  const [active, setActive] = useState(0)
  const asked = useSettled(words)
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['find', asked],
    queryFn: ({ signal }) => ask('find', { words: asked }, {}, signal),
    placeholderData: (before) => before,
  })
  const isSettled = asked === words && !isPlaceholderData
  const found = data && (isSettled ? data : stillMeant(data, words))
  const choices = choicesFor(words, { found, places: placesOf(me), groups })
  const at = Math.min(active, choices.length - 1)
  const choose = (choice: Choice | undefined) => {
    if (!choice) return
    onClose()
    if ('to' in choice) void navigate(choice.to)
    // What is done may move the focus, which this window gives back first.
    else setTimeout(choice.run)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined && event.key !== 'Enter') return
    event.preventDefault()
    if (step === undefined) choose(choices[at])
    else if (choices.length > 0) setActive((at + step + choices.length) % choices.length)
  }
  return (
    <Dialog title="Find" onClose={onClose}>
      <input
        className="input"
        role="combobox"
        aria-label="A pick, a source, a topic, a page, or something to do"
        aria-expanded={choices.length > 0}
        aria-controls={listId}
        aria-activedescendant={choices.length > 0 ? `${listId}-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={words}
        onChange={(event) => {
          setWords(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <Choices choices={choices} active={at} onChoose={choose} />
      <p className="hint" role="status">
        {error ? error.message : found && isSettled && choices.length === 0 ? 'Nothing is called that.' : ''}
      </p>
    </Dialog>
  )
}

type ChoicesProps = { choices: readonly Choice[]; active: number; onChoose: (choice: Choice) => void }

function Choices({ choices, active, onChoose }: ChoicesProps) {
  useEffect(() => {
    document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <div id={listId} role="listbox" aria-label="Found" className="found">
      {[...Map.groupBy(choices, ({ kind }) => kind)].map(([kind, same]) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is nothing that a list of choices may hold.
        <div key={kind} role="group" aria-label={kind}>
          <p className="label soft" aria-hidden="true">
            {kind}
          </p>
          {same.map((choice) => {
            const at = choices.indexOf(choice)
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above listens to the keys.
              // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field above.
              <div key={at} id={`${listId}-${at}`} role="option" aria-selected={at === active} onClick={() => onChoose(choice)}>
                {choice.state ? <i className={`tile ${choice.state}`} aria-hidden="true" /> : null}
                <span className={kind === 'Do' || kind === 'Pages' ? undefined : 'serif'}>{choice.name}</span>
                {choice.state ? <span className="unseen">, {choice.state}</span> : null}
                <span className="soft small">{choice.beside}</span>
                {choice.keys ? <kbd>{choice.keys.replace('Mod+', 'Ctrl ')}</kbd> : null}
              </div>
            )
          })}
        </div>
      ))}
    </div>
  )
}

/** The words once the typing pauses. */
function useSettled(words: string): string {
  const [settled, setSettled] = useState(words)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words), pause)
    return () => clearTimeout(timer)
  }, [words])
  return settled
}
