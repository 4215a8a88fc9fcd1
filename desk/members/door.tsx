import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { StaffProofs } from '../../src/http/desk-api/contract-door.ts'
import type { StaffPerson } from '../../src/http/desk-api/contract-lists.ts'
import { ask, Refusal } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { queries } from '../api/queries.ts'
import { localOf } from '../parts/moments.ts'
import { useSignInAgain } from '../parts/sign-in-again.tsx'
import { say } from '../shell/notices.tsx'
import './members.css'

/** What the staff prove themselves by, and who waits to be let in; undefined until it is known. */
export function useStaffProofs(): StaffProofs | undefined {
  const { data } = useQuery({ queryKey: ['staff', 'proofs'], queryFn: ({ signal }) => ask('staffProofs', {}, {}, signal) })
  return data
}

/** What somebody proves themselves by, in a few words. */
export function ProofWords({ proofs, id }: { proofs: StaffProofs | undefined; id: number }) {
  const proof = proofs?.proofs.find((one) => one.id === id)
  if (!proof) return null
  const parts = [
    ...(proof.passkeys > 0 ? [proof.passkeys === 1 ? 'a passkey' : `${proof.passkeys} passkeys`] : []),
    ...(proof.codesLeft === null ? [] : [proof.codesLeft === 1 ? 'one code' : `${proof.codesLeft} codes`]),
  ]
  return <>{parts.length === 0 ? <span className="soft">mail only</span> : parts.join(', ')}</>
}

/** Everybody who waits at the desk's door, each with a place for the number they tell. Nothing while nobody does. */
export function AtTheDoor({ proofs, staff }: { proofs: StaffProofs | undefined; staff: readonly StaffPerson[] }) {
  const waiting = proofs?.waiting.flatMap((one) => staff.filter(({ id }) => id === one.id).map((person) => ({ ...one, person })))
  if (!waiting || waiting.length === 0) return null
  return (
    <section className="door" aria-label="Waiting to be let in">
      <h2>Waiting to be let in</h2>
      <p className="soft">
        Signed in by mail, with no second proof at hand. Speak with them, by telephone or in person: the number they tell you
        stands on their page alone.
      </p>
      {waiting.map(({ person, until }) => (
        <LetIn key={person.id} person={person} until={until} />
      ))}
    </section>
  )
}

function LetIn({ person, until }: { person: StaffPerson; until: string }) {
  const { magazine } = useMe()
  const [number, setNumber] = useState('')
  const signIn = useSignInAgain()
  const called = person.name || person.email
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => ask('letIn', { number }, { id: person.id }),
    onSuccess: () => say(`${called} is let in.`),
    onError: (problem) => void signIn.wants(problem),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['staff', 'proofs'] }),
  })
  const isWrong = error !== null && !(error instanceof Refusal && error.code === 'sign-in-again')
  return (
    <form
      className="adding"
      onSubmit={(event) => {
        event.preventDefault()
        mutate()
      }}
    >
      <label>
        <span className="label">
          Number of {called}, until {localOf(until, magazine.zone).time}
        </span>
        <input
          className="input"
          inputMode="numeric"
          autoComplete="off"
          required
          maxLength={20}
          value={number}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? `wrong-${person.id}` : undefined}
          onChange={(event) => setNumber(event.target.value)}
        />
      </label>
      <button type="submit" className="button" disabled={isPending}>
        Let them in
      </button>
      {isWrong ? (
        <p className="problem" id={`wrong-${person.id}`} role="alert">
          {error.message}
        </p>
      ) : null}
      {signIn.window}
    </form>
  )
}
