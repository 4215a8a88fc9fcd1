import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { DeskPick } from '../../src/http/desk-api/contract.ts'
import { ask, Refusal } from '../api/ask.ts'
import { hasRole, useMe } from '../api/me.ts'
import { dayInWords, partsOfLocal } from '../parts/moments.ts'
import { StateMark } from '../parts/state.tsx'
import { refreshLists } from '../picks/list-picks.ts'
import { say } from '../shell/notices.tsx'
import { useShortcuts } from '../shell/shortcuts.ts'
import { QuotingWarnings } from '../sources/quoting-warnings.tsx'
import type { Draft, DraftState } from './draft.ts'

type Props = {
  pick: DeskPick
  draft: Draft
  state: DraftState
  onChanged: (pick: DeskPick) => void
  /** False where the excerpt is known not to say what its source says: then it isn’t published. */
  isFaithful: boolean
  /** What is known about that. */
  children: ReactNode
}

/** How far the pick has come, what it lacks, and what brings it before readers or takes it away from them. */
export function Publishing({ pick, draft, state, onChanged, isFaithful, children }: Props) {
  const me = useMe()
  const { mutate, isPending } = useMutation({
    mutationFn: (change: (revision: number) => Promise<DeskPick>) => draft.act(change),
    onSuccess: (changed) => {
      onChanged(changed)
      void refreshLists()
    },
    onError: (error) => say(sentenceOf(error), { isProblem: true }),
  })
  const parts = { id: pick.id }
  const publish = () =>
    mutate((revision) => ask('publishPick', { revision }, parts), { onSuccess: () => say('It is published.') })
  const unschedule = () => mutate(() => ask('unschedulePick', {}, parts), { onSuccess: () => say('It is a draft again.') })
  const unpublish = () =>
    mutate(() => ask('unpublishPick', {}, parts), {
      onSuccess: () => say('It is taken back. Readers see it no more.', { undo: publish }),
    })
  useShortcuts('This pick', [{ keys: 'Mod+Enter', what: 'Publish', run: () => isEditor && !isPending && publish() }])
  const isEditor = hasRole(me, 'editor')
  const isReady = state.lacks.length === 0 && isFaithful
  const isNew = pick.state !== 'published'
  return (
    <section className="publishing" aria-label="Publishing">
      <Standing pick={pick} />
      <Planned pick={pick} />
      {isReady ? null : <Lacks lacks={state.lacks} />}
      {children}
      <QuotingWarnings pickId={pick.id} revision={state.revision} />
      {isEditor ? (
        <>
          <div className="acts">
            <button
              type="button"
              className="button solid"
              disabled={isPending || !isReady || (!isNew && !pick.hasChanges && state.revision === pick.revision)}
              onClick={publish}
            >
              {isNew ? 'Publish now' : 'Publish the changes'}
            </button>
            {pick.state === 'scheduled' ? (
              <button type="button" className="button" disabled={isPending} onClick={unschedule}>
                Don’t publish by itself
              </button>
            ) : null}
            {isNew ? null : (
              <button type="button" className="button" disabled={isPending} onClick={unpublish}>
                Take back
              </button>
            )}
          </div>
          {pick.state === 'published' ? null : (
            <Scheduling
              today={me.magazine.today}
              zone={me.magazine.zone}
              isDisabled={isPending || !isReady}
              onSchedule={(local) =>
                mutate((revision) => ask('schedulePick', { revision, local }, parts), {
                  onSuccess: () => say('It is scheduled.'),
                })
              }
            />
          )}
        </>
      ) : (
        <p className="soft small">An editor publishes it.</p>
      )}
    </section>
  )
}

/** How far it has come, with the way to what readers see. */
function Standing({ pick: { state, path } }: { pick: DeskPick }) {
  return (
    <p>
      <StateMark state={state} />
      {path && state === 'published' ? (
        <>
          {', '}
          <a href={path}>see it as readers do</a>
        </>
      ) : null}
    </p>
  )
}

/** Why it can't go out yet, in the server's own sentences. */
function Lacks({ lacks }: { lacks: DraftState['lacks'] }) {
  return (
    <div className="lacks">
      <p className="label">Before it can go out</p>
      <ul>
        {lacks.map(({ field, message }) => (
          <li key={`${field} ${message}`}>{message}</li>
        ))}
      </ul>
    </div>
  )
}

function Planned({ pick: { schedule } }: { pick: DeskPick }) {
  const { magazine } = useMe()
  if (schedule === null) return null
  const { day, time } = partsOfLocal(schedule.local)
  const when = `${dayInWords(day, magazine.today)} at ${time}`
  if (schedule.held !== null) {
    const why = schedule.held.map(({ message }) => message).join(' ')
    return (
      <p className="wrong">
        It was to go out {when}, and was held back. {why}
      </p>
    )
  }
  return (
    <p>
      It goes out {when}.{schedule.clock === 'skipped' ? ' The clocks go forward over that time: it goes out right after.' : ''}
      {schedule.clock === 'twice' ? ' The clock shows that time twice: it goes out the first time.' : ''}
    </p>
  )
}

type SchedulingProps = { today: string; zone: string; isDisabled: boolean; onSchedule: (local: string) => void }

function Scheduling({ today, zone, isDisabled, onSchedule }: SchedulingProps) {
  const [day, setDay] = useState('')
  const [time, setTime] = useState('08:00')
  return (
    <form
      className="scheduling"
      onSubmit={(event) => {
        event.preventDefault()
        onSchedule(`${day}T${time}`)
      }}
    >
      <label>
        <span className="label">Day</span>
        <input className="input" type="date" required min={today} value={day} onChange={(event) => setDay(event.target.value)} />
      </label>
      <label>
        <span className="label">Time</span>
        <input className="input" type="time" required value={time} onChange={(event) => setTime(event.target.value)} />
      </label>
      <button type="submit" className="button" disabled={isDisabled || day === ''}>
        Schedule
      </button>
      <p className="hint">On the magazine’s clock ({zone})</p>
    </form>
  )
}

function sentenceOf(error: Error): string {
  const fields = error instanceof Refusal ? (error.problem?.fields ?? []) : []
  return [error.message, ...fields.map(({ message }) => message)].join(' ')
}
