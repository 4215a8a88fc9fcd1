import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Source } from '../../src/http/desk-api/contract-sources.ts'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { dayInWords, localOf } from '../parts/moments.ts'
import { say, sayProblem } from '../shell/notices.tsx'

const kinds = { none: 'Nothing noted', asked: 'Asked for', granted: 'Granted', refused: 'Refused' } as const
type Kind = keyof typeof kinds
type Terms = Source['terms']

/** What is agreed with a source, for those who may only read it. */
export function TermsText({ source: { terms } }: { source: Source }) {
  return (
    <section className="terms" aria-label="What is agreed">
      <h2>What is agreed</h2>
      <p>
        Permission: {kinds[terms.permission].toLowerCase()}
        {terms.permittedUntil === null ? '' : `, until ${terms.permittedUntil}`}
      </p>
      {terms.permissionText === '' ? null : <p className="kept">{terms.permissionText}</p>}
      {terms.note === '' ? null : <p className="kept">{terms.note}</p>}
      <SavedBy terms={terms} />
    </section>
  )
}

/** What is agreed with a source, to be changed. Who is late is told, and keeps what they wrote. */
export function TermsForm({ source }: { source: Source }) {
  const { magazine } = useMe()
  const queries = useQueryClient()
  const [typed, setTyped] = useState(() => typedOf(source.terms))
  const set = (change: Partial<Typed>) => setTyped((before) => ({ ...before, ...change }))
  const { mutate, isPending } = useMutation({
    mutationFn: () => ask('saveTerms', { ...termsOf(typed), revision: source.terms.revision }, { id: source.id }),
    onSuccess: (saved) => {
      queries.setQueryData(['sources', source.id], saved)
      void queries.invalidateQueries({ queryKey: ['sources', 'all'] })
      setTyped(typedOf(saved.terms))
      say('That is saved.')
    },
    onError: (error) => {
      sayProblem(error)
      void queries.invalidateQueries({ queryKey: ['sources', source.id] })
    },
  })
  const isChanged = JSON.stringify(termsOf(typed)) !== JSON.stringify(termsOf(typedOf(source.terms)))
  const usual = magazine.limits.quotedWordsPerMonth
  return (
    <form
      className="terms"
      aria-label="What is agreed"
      onSubmit={(event) => {
        event.preventDefault()
        mutate()
      }}
    >
      <h2>What is agreed</h2>
      <Permission typed={typed} onChange={set} />
      <TextField id="terms-text" label="Its terms, by whom and where" value={typed.text} onChange={(text) => set({ text })} />
      <div className="field">
        <label htmlFor="terms-limit">Words a month</label>
        <input
          id="terms-limit"
          className="input"
          inputMode="numeric"
          pattern="\d{1,7}"
          maxLength={7}
          value={typed.limit}
          onChange={(event) => set({ limit: event.target.value })}
        />
        <p className="hint">
          Empty for the magazine’s own limit ({usual === null ? 'none' : usual.toLocaleString('en')}), 0 for none
        </p>
      </div>
      <TextField id="terms-note" label="Notes for colleagues" value={typed.note} onChange={(note) => set({ note })} />
      <div className="acts">
        <button type="submit" className="button solid" disabled={isPending || !isChanged}>
          Save
        </button>
      </div>
      <SavedBy terms={source.terms} />
    </form>
  )
}

type PermissionProps = { typed: Typed; onChange: (change: Partial<Typed>) => void }

function Permission({ typed, onChange }: PermissionProps) {
  return (
    <>
      <div className="field">
        <label htmlFor="terms-permission">Permission to quote</label>
        <select
          id="terms-permission"
          className="input"
          value={typed.permission}
          onChange={(event) => onChange({ permission: event.target.value as Kind })}
        >
          {Object.entries(kinds).map(([kind, name]) => (
            <option key={kind} value={kind}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {typed.permission === 'granted' ? (
        <div className="field">
          <label htmlFor="terms-until">Until</label>
          <input
            id="terms-until"
            className="input"
            type="date"
            value={typed.until}
            onChange={(event) => onChange({ until: event.target.value })}
          />
          <p className="hint">Empty for as long as nobody says otherwise</p>
        </div>
      ) : null}
    </>
  )
}

type TextProps = { id: string; label: string; value: string; onChange: (value: string) => void }

function TextField({ id, label, value, onChange }: TextProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className="input"
        rows={3}
        maxLength={5_000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}

function SavedBy({ terms: { savedAt, savedBy } }: { terms: Terms }) {
  const { magazine } = useMe()
  if (savedAt === null) return null
  const { day, time } = localOf(savedAt, magazine.zone)
  return (
    <p className="soft small">
      {savedBy === null ? 'Saved' : `${savedBy.name} saved this`} {dayInWords(day, magazine.today)} at {time}
    </p>
  )
}

type Typed = { permission: Kind; until: string; text: string; limit: string; note: string }

function typedOf({ permission, permittedUntil, permissionText, wordsPerMonth, note }: Terms): Typed {
  const limit = wordsPerMonth === null ? '' : String(wordsPerMonth)
  return { permission, until: permittedUntil ?? '', text: permissionText, limit, note }
}

/** Only what was granted ends on a day. */
function termsOf({ permission, until, text, limit, note }: Typed) {
  return {
    permission,
    permittedUntil: permission === 'granted' && until !== '' ? until : null,
    permissionText: text,
    wordsPerMonth: limit.trim() === '' ? null : Number(limit),
    note,
  }
}
