import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Role } from '../../src/http/desk-api/contract.ts'
import type { StaffProofs } from '../../src/http/desk-api/contract-door.ts'
import type { StaffPerson } from '../../src/http/desk-api/contract-lists.ts'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { queries } from '../api/queries.ts'
import { AtTheDoor, ProofWords, useStaffProofs } from '../members/door.tsx'
import { localOf, shortDay } from '../parts/moments.ts'
import { useSignInAgain } from '../parts/sign-in-again.tsx'
import { useTitle } from '../parts/title.ts'
import { Waiting } from '../parts/waiting.tsx'
import { Failure } from '../shell/failure.tsx'
import { say, sayProblem } from '../shell/notices.tsx'
import './lists.css'

const roles: readonly [Role, string][] = [
  ['contributor', 'Contributor: writes drafts'],
  ['editor', 'Editor: every pick, and publishes'],
  ['owner', 'Owner: also staff and access'],
]

/** Who works here, as what. What is changed here asks for a recent sign-in. */
export function StaffPage() {
  const me = useMe()
  const signIn = useSignInAgain()
  const { data, error, refetch } = useQuery({ queryKey: ['staff'], queryFn: ({ signal }) => ask('listStaff', {}, {}, signal) })
  const { mutate, isPending } = useMutation({
    mutationFn: ({ run }: { run: () => Promise<unknown>; said: string }) => run(),
    onSuccess: (_, { said }) => {
      say(said)
      void queries.invalidateQueries({ queryKey: ['staff'] })
      void queries.invalidateQueries({ queryKey: ['me'] })
    },
    onError: (problem) => {
      if (!signIn.wants(problem)) sayProblem(problem)
    },
  })
  const proofs = useStaffProofs()
  useTitle('Staff', me)
  if (error) return <Failure error={error} retry={refetch} />
  return (
    <>
      <div className="top">
        <h1>Staff</h1>
        <a href="/desk/enter/codes">Your recovery codes</a>
      </div>
      <AtTheDoor proofs={proofs} staff={data?.staff ?? []} />
      <AddForm
        isBusy={isPending}
        onAdd={(email, role) => mutate({ run: () => ask('addStaff', { email, role }), said: `${email} has a role now.` })}
      />
      {data ? (
        <section className="scroll list staff" aria-label="Staff">
          <table className="table">
            <caption className="unseen">Everybody with a role</caption>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Role</th>
                <th scope="col" className="far">
                  Second proof
                </th>
                <th scope="col" className="far">
                  Since
                </th>
                <th scope="col">
                  <span className="unseen">Remove</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.staff.map((person) => (
                <PersonRow
                  key={person.id}
                  person={person}
                  proofs={proofs}
                  isBusy={isPending}
                  onRole={(role) =>
                    mutate({
                      run: () => ask('changeRole', { role }, { id: person.id }),
                      said: `${nameOf(person)} is ${role === 'contributor' ? 'a' : 'an'} ${role} now.`,
                    })
                  }
                  onRemove={() =>
                    mutate({
                      run: () => ask('removeStaff', {}, { id: person.id }),
                      said: `${nameOf(person)} has no role any more.`,
                    })
                  }
                />
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        <Waiting what="the staff" />
      )}
      {signIn.window}
    </>
  )
}

function AddForm({ isBusy, onAdd }: { isBusy: boolean; onAdd: (email: string, role: Role) => void }) {
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('contributor')
  return (
    <form
      className="adding"
      onSubmit={(event) => {
        event.preventDefault()
        onAdd(email.trim(), role)
        setEmail('')
      }}
    >
      <label>
        <span className="label">E-mail address</span>
        <input
          className="input"
          type="email"
          required
          maxLength={320}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </label>
      <div>
        <span className="label" aria-hidden="true">
          Role
        </span>
        <RoleSelect label="Role" value={role} onChange={setRole} />
      </div>
      <button type="submit" className="button" disabled={isBusy}>
        Add
      </button>
    </form>
  )
}

type RowProps = {
  person: StaffPerson
  proofs: StaffProofs | undefined
  isBusy: boolean
  onRole: (role: Role) => void
  onRemove: () => void
}

function PersonRow({ person, proofs, isBusy, onRole, onRemove }: RowProps) {
  const { magazine } = useMe()
  const since = shortDay(localOf(person.addedAt, magazine.zone).day, magazine.today)
  return (
    <tr>
      <td>
        {nameOf(person)}
        {person.name ? <span className="soft"> {person.email}</span> : null}
        <span className="near">
          <ProofWords proofs={proofs} id={person.id} />, since {since}
        </span>
      </td>
      <td>
        <RoleSelect label={`Role of ${nameOf(person)}`} value={person.role} isBusy={isBusy} onChange={onRole} />
      </td>
      <td className="far">
        <ProofWords proofs={proofs} id={person.id} />
      </td>
      <td className="far">
        {since}
        {person.addedBy.name ? <span className="soft"> by {person.addedBy.name}</span> : null}
      </td>
      <td className="num">
        <button type="button" className="plain" disabled={isBusy} aria-label={`Remove ${nameOf(person)}`} onClick={onRemove}>
          Remove
        </button>
      </td>
    </tr>
  )
}

type SelectProps = { value: Role; onChange: (role: Role) => void; label: string; isBusy?: boolean }

function RoleSelect({ value, onChange, label, isBusy = false }: SelectProps) {
  return (
    <select
      className="input"
      aria-label={label}
      disabled={isBusy}
      value={value}
      onChange={(event) => onChange(event.target.value as Role)}
    >
      {roles.map(([role, words]) => (
        <option key={role} value={role}>
          {words}
        </option>
      ))}
    </select>
  )
}

function nameOf({ name, email }: StaffPerson): string {
  return name || email
}
