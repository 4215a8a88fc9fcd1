import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { endsInAttribution } from '../../src/domain/attribution.ts'
import { wordsOf } from '../../src/domain/text-words.ts'
import type { Content } from '../../src/http/desk-api/contract.ts'
import { ask } from '../api/ask.ts'
import { Field } from '../parts/field.tsx'
import { paragraphsOf } from './words.ts'

type Props = { content: Content; onEdit: (change: Partial<Content>) => void }

/** The headline, which grows with its words. */
export function HeadlineField({ content, onEdit }: Props) {
  return (
    <div className="field">
      <label htmlFor="headline">Headline</label>
      <textarea
        id="headline"
        className="input headline-input"
        rows={1}
        maxLength={300}
        value={content.headline}
        onChange={(event) => onEdit({ headline: event.target.value.replace(/\s*\n\s*/g, ' ') })}
      />
    </div>
  )
}

/** The editors' own words. What is typed stays as it is typed; only its paragraphs are saved. */
export function IntroductionField({ content, onEdit }: Props) {
  const [typed, setTyped] = useState(() => content.introduction.join('\n\n'))
  const saved = useRef(content.introduction)
  useEffect(() => {
    if (JSON.stringify(content.introduction) === JSON.stringify(saved.current)) return
    saved.current = content.introduction
    setTyped(content.introduction.join('\n\n'))
  }, [content.introduction])
  const last = content.introduction.at(-1)
  return (
    <div className="field">
      <label htmlFor="introduction">Introduction</label>
      <textarea
        id="introduction"
        className="input serif introduction-input"
        aria-describedby="introduction-help"
        rows={4}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          saved.current = paragraphsOf(event.target.value)
          onEdit({ introduction: saved.current })
        }}
      />
      <p className="hint" id="introduction-help">
        <span>
          {last && !endsInAttribution(last)
            ? 'It should end in who writes: “Mara Ellison writes:”'
            : 'In our own words, ending in the attribution'}
        </span>
        <span>{wordsOf(typed).length} words</span>
      </p>
    </div>
  )
}

/** The publication, the article there, and who wrote it. */
export function SourceFields({ content: { source, author }, onEdit }: Props) {
  const { data } = useQuery({
    queryKey: ['sources', 'names', source.name.slice(0, 3)],
    queryFn: ({ signal }) => ask('listSources', { search: source.name.slice(0, 3) || undefined, limit: 50 }, {}, signal),
    placeholderData: (before) => before,
  })
  return (
    <>
      <div className="field">
        <label htmlFor="source">Source</label>
        <input
          id="source"
          className="input"
          list="sources"
          maxLength={200}
          autoComplete="off"
          value={source.name}
          onChange={(event) => onEdit({ source: { ...source, name: event.target.value } })}
        />
        <datalist id="sources">
          {data?.sources.map(({ id, name }) => (
            <option key={id} value={name} />
          ))}
        </datalist>
      </div>
      <Field
        label="Address of the article"
        input={{
          type: 'url',
          maxLength: 2_000,
          value: source.url ?? '',
          onChange: (event) => onEdit({ source: { ...source, url: event.target.value.trim() || null } }),
        }}
      />
      <Field
        label="Author"
        input={{
          maxLength: 200,
          value: author ?? '',
          onChange: (event) => onEdit({ author: event.target.value || null }),
        }}
      />
    </>
  )
}

/** The day the pick is dated; without one, the day it goes out. */
export function DateField({ content, onEdit }: Props) {
  return (
    <div className="field">
      <label htmlFor="date">Date</label>
      <input
        id="date"
        className="input"
        type="date"
        aria-describedby="date-help"
        value={content.date ?? ''}
        onChange={(event) => onEdit({ date: event.target.value || null })}
      />
      <p className="hint" id="date-help">
        {content.date === null ? 'The day it goes out' : ''}
      </p>
    </div>
  )
}
