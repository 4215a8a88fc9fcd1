import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { MembersImported } from '../../src/http/desk-api/contract-members.ts'
import { ask } from '../api/ask.ts'
import { queries } from '../api/queries.ts'
import { Dialog } from '../parts/dialog.tsx'
import { FormActs } from '../parts/form-acts.tsx'
import { useSignInAgain } from '../parts/sign-in-again.tsx'
import { say, sayProblem } from '../shell/notices.tsx'

type Step = MembersImported['steps'][number]

const mostShown = 500
const mostLetters = 900_000

/** Reads members from a file: first it says line by line what would happen, and then does it. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const [csv, setCsv] = useState<string | null>(null)
  const [plan, setPlan] = useState('')
  const signIn = useSignInAgain()
  const reading = useMutation({
    mutationFn: ({ runs }: { runs: boolean }) => ask('importMembers', { csv: csv ?? '', plan: plan || null, runs }),
    onSuccess: ({ steps, problems }, { runs }) => {
      if (!runs || problems.length > 0) return
      say(`${steps.length === 1 ? 'One line is' : `${steps.length} lines are`} read in.`)
      void queries.invalidateQueries({ queryKey: ['members'] })
      onClose()
    },
    onError: (problem) => {
      if (!signIn.wants(problem)) sayProblem(problem)
    },
  })
  const choose = async (file: File | undefined) => {
    reading.reset()
    if (file && file.size > mostLetters) say('This file is too long. Take it in parts.', { isProblem: true })
    else setCsv(file ? await file.text() : null)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    reading.mutate({ runs: reading.data !== undefined && reading.data.problems.length === 0 })
  }
  const canRun = reading.data !== undefined && reading.data.problems.length === 0
  return (
    <Dialog title="Members from a file" onClose={onClose}>
      <form onSubmit={submit}>
        <p>
          A table with commas (CSV). Its first line names the columns: email, and if you like name and comp until, which holds a
          day such as 2026-12-31, or always. Nobody gets a mail, and nobody’s own name is changed.
        </p>
        <div className="field">
          <label htmlFor="import-file">File</label>
          <input
            id="import-file"
            className="input"
            type="file"
            accept=".csv,text/csv"
            required
            onChange={(event) => void choose(event.target.files?.[0])}
          />
        </div>
        <PlanSelect
          value={plan}
          onChange={(slug) => {
            setPlan(slug)
            reading.reset()
          }}
        />
        {reading.data ? <WhatHappens imported={reading.data} /> : null}
        <FormActs isDisabled={csv === null || reading.isPending} onLeave={onClose}>
          {reading.isPending ? 'Reading' : canRun ? 'Do it' : 'See what would happen'}
        </FormActs>
      </form>
      {signIn.window}
    </Dialog>
  )
}

function PlanSelect({ value, onChange }: { value: string; onChange: (slug: string) => void }) {
  const { data } = useQuery({ queryKey: ['members', 'choices'], queryFn: ({ signal }) => ask('memberChoices', {}, {}, signal) })
  const plans = data?.plans.filter(({ isOffered }) => isOffered) ?? []
  return (
    <div className="field">
      <label htmlFor="import-plan">Comped by the plan</label>
      <select id="import-plan" className="input" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">Nobody is comped</option>
        {plans.map(({ slug, name }) => (
          <option key={slug} value={slug}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}

function WhatHappens({ imported: { problems, steps } }: { imported: MembersImported }) {
  const lines =
    problems.length > 0
      ? problems.map(({ line, reason }) => [line, reason] as const)
      : steps.map((step) => [step.line, wordsOf(step)] as const)
  return (
    <div role="status">
      <p>
        {problems.length > 0
          ? 'Nothing can be read in before these lines are mended:'
          : `Nothing has happened yet. ${steps.length === 1 ? 'This line' : `These ${steps.length} lines`} would do this:`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys. */}
      <section className="lines" tabIndex={0} aria-label="Line by line">
        <ol>
          {lines.slice(0, mostShown).map(([line, words]) => (
            <li key={line}>
              <span className="soft">{line}</span> {words}
            </li>
          ))}
        </ol>
        {lines.length > mostShown ? <p className="soft">And {lines.length - mostShown} more like these.</p> : null}
      </section>
    </div>
  )
}

function wordsOf({ email, isNew, takesName, comp }: Step): string {
  const parts = [
    isNew ? 'becomes a member' : '',
    takesName && !isNew ? 'gets the name' : '',
    comp === 'given' ? 'is comped' : comp === 'had' ? 'has as much already' : '',
  ].filter((part) => part !== '')
  return `${email} ${parts.length === 0 ? 'is a member already' : parts.join(' and ')}`
}
