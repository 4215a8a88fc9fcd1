import { type KeyboardEvent, memo, type RefObject, useMemo, useState } from 'react'
import { CaretText } from '../parts/caret-text.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { Captured } from './captured.tsx'
import type { Source } from './use-source.ts'

/** A stretch of the source that the excerpt quotes; numbers count from 1. */
export type Mark = { start: number; end: number; number: number; isFaithful: boolean }

type Props = {
  source: Source
  marks: readonly Mark[]
  words: number
  url: string | null
  textRef: RefObject<HTMLDivElement | null>
  onKeyDown: (event: KeyboardEvent) => void
  /** A marked run was clicked. */
  onMark: (number: number) => void
}

/** The article quoted, with what is quoted of it marked. Its words are selected here, by mouse or by keys. */
export function SourcePane({ source, marks, words, url, textRef, onKeyDown, onMark }: Props) {
  const { text } = source
  const [isPasting, setPasting] = useState(false)
  const paragraphs = useMemo(() => paragraphsOf(text), [text])
  const isOpen = text === '' || isPasting
  const replace = async (pasted: string | null) => {
    if (!(await source.replace(pasted))) return
    setPasting(false)
    requestAnimationFrame(() => textRef.current?.focus())
  }
  return (
    <section className="pane source" aria-labelledby="source-title">
      <header>
        <h2 id="source-title">Source</h2>
        {text === '' ? null : (
          <span>
            {words.toLocaleString('en')} words, {paragraphs.length} {paragraphs.length === 1 ? 'paragraph' : 'paragraphs'}
          </span>
        )}
        {url ? (
          <a href={url} target="_blank" rel="noreferrer">
            Original
          </a>
        ) : null}
        {text === '' ? null : (
          <button type="button" className="plain" aria-expanded={isPasting} onClick={() => setPasting(!isPasting)}>
            Replace
          </button>
        )}
      </header>
      {source.isLoading ? (
        <Waiting what="the source" />
      ) : isOpen ? (
        <PasteForm source={source} onReplace={replace} />
      ) : (
        <>
          {source.capture ? <Captured capture={source.capture} /> : null}
          <p id="source-help" className="hint">
            <span>
              Select a passage and press <kbd>Q</kbd> to quote it. Arrow keys walk, with Shift they select.
            </span>
          </p>
          <CaretText ref={textRef} label="Text of the source" describedBy="source-help" className="text" onKeyDown={onKeyDown}>
            {paragraphs.map(({ start, line }) => (
              <SourceParagraph key={start} start={start} line={line} marks={marksIn(marks, start, line)} onMark={onMark} />
            ))}
          </CaretText>
        </>
      )}
    </section>
  )
}

type PasteProps = { source: Source; onReplace: (text: string | null) => void }

function PasteForm({ source: { isReplacing, address }, onReplace }: PasteProps) {
  const [pasted, setPasted] = useState('')
  return (
    <form
      className="pasting"
      onSubmit={(event) => {
        event.preventDefault()
        onReplace(pasted)
      }}
    >
      <label className="label" htmlFor="pasted">
        Text of the article
      </label>
      <textarea
        id="pasted"
        className="input serif"
        rows={12}
        maxLength={1_000_000}
        value={pasted}
        onChange={(event) => setPasted(event.target.value)}
      />
      <p className="hint">
        <span>Paste the whole article. Only the desk sees it, and the excerpt is held against it word by word.</span>
      </p>
      <div className="acts">
        <button type="submit" className="button" disabled={isReplacing || pasted.trim() === ''}>
          Quote from this text
        </button>
        {address === null ? null : (
          <button type="button" className="button" disabled={isReplacing} onClick={() => onReplace(null)}>
            Fetch it from its address
          </button>
        )}
      </div>
      <p role="status">{isReplacing ? 'The source is being read.' : ''}</p>
    </form>
  )
}

type ParagraphProps = { start: number; line: string; marks: string; onMark: (number: number) => void }

/** Drawn again only when its own marks change: an article has thousands of words. Marks come as text so that they can be compared. */
const SourceParagraph = memo(function SourceParagraph({ start, line, marks, onMark }: ParagraphProps) {
  return (
    <p>
      {segmentsOf(line, JSON.parse(marks) as Mark[], start).map(({ at, text, mark }) =>
        mark ? (
          <mark
            key={at}
            data-at={at}
            data-number={at === Math.max(mark.start, start) ? mark.number : undefined}
            className={mark.isFaithful ? undefined : 'unfaithful'}
            onDoubleClick={() => onMark(mark.number)}
          >
            {text}
          </mark>
        ) : (
          <span key={at} data-at={at}>
            {text}
          </span>
        ),
      )}
    </p>
  )
})

function paragraphsOf(text: string): { start: number; line: string }[] {
  let start = 0
  return text.split('\n').map((line) => {
    const paragraph = { start, line }
    start += line.length + 1
    return paragraph
  })
}

function marksIn(marks: readonly Mark[], start: number, line: string): string {
  return JSON.stringify(marks.filter((mark) => mark.end > start && mark.start < start + line.length))
}

/** Cuts a paragraph where marks begin and end. Where two overlap the first one has the words. */
function segmentsOf(line: string, marks: readonly Mark[], start: number): { at: number; text: string; mark: Mark | null }[] {
  const segments: { at: number; text: string; mark: Mark | null }[] = []
  let at = 0
  for (const mark of marks.toSorted((a, b) => a.start - b.start)) {
    const from = Math.max(at, mark.start - start)
    const to = Math.min(line.length, mark.end - start)
    if (to <= from) continue
    if (from > at) segments.push({ at: start + at, text: line.slice(at, from), mark: null })
    segments.push({ at: start + from, text: line.slice(from, to), mark })
    at = to
  }
  if (at < line.length || segments.length === 0) segments.push({ at: start + at, text: line.slice(at), mark: null })
  return segments
}
