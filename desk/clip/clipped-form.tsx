import { Link } from '@tanstack/react-router'
import { useId, useMemo, useState } from 'react'
import { englishStyle } from '../../src/domain/house-style.ts'
import { indexSource } from '../../src/domain/quotation/source-index.ts'
import type { Capture, Clipped } from '../../src/http/desk-api/contract-captures.ts'
import type { Sent } from '../../src/http/desk-api/desk-routes.ts'
import { useMe } from '../api/me.ts'
import { EarlierPicks } from './earlier-picks.tsx'

type Facts = Sent<'beginFromCapture'>
type About = Capture['doubts'][number]['about']
type Props = { clipped: Clipped; isBusy: boolean; onBegin: (facts: Facts) => void; onAgain: () => void }

/** What was found on the page, to be corrected before the pick begins. */
export function ClippedForm({ clipped, isBusy, onBegin, onAgain }: Props) {
  const { capture } = clipped
  const [facts, setFacts] = useState<Facts>(() => {
    const { title, author, publication, publishedOn } = capture
    return { title: title?.slice(0, 300) ?? null, author, publication, publishedOn }
  })
  const field = (name: keyof Facts) => ({
    value: facts[name] ?? '',
    onType: (typed: string) => setFacts({ ...facts, [name]: typed === '' ? null : typed }),
  })
  return (
    <form
      className="clipped"
      onSubmit={(event) => {
        event.preventDefault()
        onBegin(facts)
      }}
    >
      <EarlierPicks clipped={clipped} />
      <div className="facts-and-text">
        <div>
          <Fact
            label="Title"
            doubts={doubtsAbout(capture, 'title')}
            hint="The article’s own; the headline begins as this"
            {...field('title')}
          />
          <Fact label="Author" doubts={doubtsAbout(capture, 'author')} {...field('author')} />
          <Fact label="Publication" doubts={doubtsAbout(capture, 'publication')} {...field('publication')} />
          <Fact label="Came out on" type="date" doubts={doubtsAbout(capture, 'date')} {...field('publishedOn')} />
          {capture.url ? <Address url={capture.url} doubts={doubtsAbout(capture, 'address')} /> : null}
        </div>
        <CapturedText capture={capture} />
      </div>
      <div className="acts">
        {/* biome-ignore lint/a11y/noAutofocus: it follows what somebody has just asked for, and is the next thing to do. */}
        <button type="submit" className="button solid" disabled={isBusy} autoFocus>
          Begin the pick
        </button>
        <button type="button" className="button" onClick={onAgain}>
          Clip something else
        </button>
        <Link to="/" className="button">
          Leave it
        </Link>
      </div>
    </form>
  )
}

function doubtsAbout({ doubts }: Capture, ...wanted: About[]): string[] {
  return doubts.filter(({ about }) => wanted.includes(about)).map(({ message }) => message)
}

type FactProps = {
  label: string
  value: string
  onType: (typed: string) => void
  doubts: readonly string[]
  hint?: string
  type?: 'text' | 'date'
}

function Fact({ label, value, onType, doubts, hint = '', type = 'text' }: FactProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type={type}
        maxLength={label === 'Title' ? 300 : 200}
        autoComplete="off"
        aria-describedby={`${id}-help`}
        value={value}
        onChange={(event) => onType(event.target.value)}
      />
      <p id={`${id}-help`} className={doubts.length > 0 ? 'hint doubt' : 'hint'}>
        <span>{doubts.join(' ') || hint}</span>
      </p>
    </div>
  )
}

function Address({ url, doubts }: { url: string; doubts: readonly string[] }) {
  return (
    <div className="field">
      <p className="label">Address</p>
      <p className="address">
        <a href={url} target="_blank" rel="noreferrer">
          {url}
        </a>
      </p>
      <p className="hint doubt">
        <span>{doubts.join(' ')}</span>
      </p>
    </div>
  )
}

/** The text as it was found, so that somebody sees at once whether it is all of the article. */
function CapturedText({ capture }: { capture: Capture }) {
  const { limits } = useMe().magazine
  const text = capture.paragraphs.join('\n')
  const words = useMemo(() => indexSource(text, englishStyle).wordFrom.length, [text])
  const doubts = doubtsAbout(capture, 'text', 'rights')
  const percent = limits.quotedPercent
  return (
    <section aria-labelledby="captured-title">
      <h2 id="captured-title">
        {words.toLocaleString('en')} words in {capture.paragraphs.length}{' '}
        {capture.paragraphs.length === 1 ? 'paragraph' : 'paragraphs'}
      </h2>
      {percent === null ? null : (
        <p className="soft">
          The magazine quotes up to {percent} % of an article: {Math.floor((words * percent) / 100).toLocaleString('en')} words of
          this one.
        </p>
      )}
      {doubts.map((message) => (
        <p key={message} className="wrong">
          {message}
        </p>
      ))}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls has to be reached with keys. */}
      <section className="captured" aria-label="What was captured" tabIndex={0} lang={capture.language ?? undefined}>
        {capture.paragraphs.map((paragraph, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a paragraph has no name but its place.
          <p key={at}>{paragraph}</p>
        ))}
      </section>
    </section>
  )
}
