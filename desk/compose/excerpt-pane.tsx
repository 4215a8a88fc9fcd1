import { type KeyboardEvent, type Ref, useMemo, useState } from 'react'
import type { Excerpt } from '../../src/domain/pick.ts'
import type { CheckedRun } from '../../src/domain/quotation/check-excerpt.ts'
import { CaretText } from '../parts/caret-text.tsx'
import { useShortcuts } from '../shell/shortcuts.ts'
import { ExcerptForm } from './excerpt-form.tsx'
import { layOut, type Shown } from './excerpt-layout.ts'

/** Something that can be done to the excerpt, with the key that does it in either text. */
export type Tool = { name: string; keys: string; label: string; run: () => void; isOff: boolean }

type Props = {
  excerpt: Excerpt
  runs: readonly CheckedRun[]
  /** There is a source to hold the excerpt against. */
  isChecked: boolean
  tools: readonly Tool[]
  textRef: Ref<HTMLDivElement>
  onKeyDown: (event: KeyboardEvent) => void
  onType: (excerpt: Excerpt) => void
  onRun: (number: number) => void
}

/** The excerpt as it will be printed, to be worked on piece by piece, or typed. */
export function ExcerptPane({ excerpt, runs, isChecked, tools, textRef, onKeyDown, onType, onRun }: Props) {
  const [isTyping, setTyping] = useState(false)
  const [unread, setUnread] = useState<string | null>(null)
  const layout = useMemo(() => layOut(excerpt), [excerpt])
  const numbers = useMemo(
    () => new Map(runs.map((run, at) => [`${run.paragraph} ${run.piece}`, { run, number: at + 1 }])),
    [runs],
  )
  useShortcuts('In the source and in the excerpt', [
    ...tools.map(({ keys, label }) => ({ keys, what: label })),
    { keys: 'Enter', what: 'From a run to its place in the source, and back' },
  ])
  return (
    <section aria-labelledby="excerpt-title" className="excerpt">
      <header>
        <h3 id="excerpt-title" className="label">
          Excerpt
        </h3>
        <button type="button" className="plain" aria-pressed={isTyping} onClick={() => setTyping(!isTyping)}>
          {isTyping ? 'Compose' : 'Type it'}
        </button>
      </header>
      {isTyping ? (
        <ExcerptForm excerpt={excerpt} unread={unread} onUnread={setUnread} onType={onType} />
      ) : (
        <>
          {unread === null ? null : (
            <p className="wrong">What you typed can’t be read yet, so this is what it said before. It waits under “Type it”.</p>
          )}
          <Tools tools={tools} />
          <CaretText ref={textRef} label="Excerpt" describedBy="excerpt-help" className="composed text" onKeyDown={onKeyDown}>
            {excerpt.map((_, paragraph) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a paragraph has no name but its place.
              <p key={paragraph}>
                {layout
                  .filter((shown) => shown.paragraph === paragraph)
                  .map((shown) => {
                    const found = numbers.get(`${shown.paragraph} ${shown.piece}`)
                    return <Piece key={shown.at} shown={shown} isChecked={isChecked} found={found} onRun={onRun} />
                  })}
              </p>
            ))}
          </CaretText>
          {excerpt.length === 0 ? <p className="hint">Nothing is quoted yet. Select a passage of the source.</p> : null}
          <p id="excerpt-help" className="hint">
            <span>Elisions are set for you, from what lies between two runs.</span>
          </p>
        </>
      )}
    </section>
  )
}

type PieceProps = {
  shown: Shown
  isChecked: boolean
  found: { run: CheckedRun; number: number } | undefined
  onRun: (number: number) => void
}

function Piece({ shown: { at, text, kind }, isChecked, found, onRun }: PieceProps) {
  if (kind !== 'run' || !found) {
    return (
      <span data-at={at} className={kind}>
        {text}
      </span>
    )
  }
  const { run, number } = found
  const className = isChecked && run.kind !== 'verbatim' ? 'run unfaithful' : 'run'
  const words = text.trimStart()
  const start = at + text.length - words.length
  return (
    <>
      {start > at ? <span data-at={at}> </span> : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter does the same, for the whole text. */}
      <span
        data-at={start}
        data-number={isChecked ? number : undefined}
        className={className}
        onDoubleClick={() => onRun(number)}
      >
        {words}
      </span>
    </>
  )
}

function Tools({ tools }: { tools: readonly Tool[] }) {
  return (
    <div className="tools" role="toolbar" aria-label="Excerpt">
      {tools.map(({ name, keys, label, run, isOff }) => (
        <button
          key={name}
          type="button"
          aria-keyshortcuts={keys}
          disabled={isOff}
          // The text keeps its selection, which the tool is about.
          onMouseDown={(event) => event.preventDefault()}
          onClick={run}
        >
          {label} <kbd>{keys === 'Backspace' ? '⌫' : keys.toUpperCase()}</kbd>
        </button>
      ))}
    </div>
  )
}
