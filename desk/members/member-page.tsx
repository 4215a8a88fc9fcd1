import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { DeskMember } from '../../src/http/desk-api/contract-members.ts'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { dayInWords, localOf } from '../parts/moments.ts'
import { useTitle } from '../parts/title.ts'
import { Waiting } from '../parts/waiting.tsx'
import { Failure } from '../shell/failure.tsx'
import { Devices, Passkeys } from './devices.tsx'
import { Entitlements, Invoices, Seats } from './entitlements.tsx'
import { GiveDialog } from './give-dialog.tsx'
import { Leaving } from './leaving.tsx'
import { Newsletters } from './newsletters.tsx'
import '../lists/lists.css'
import './members.css'

const route = getRouteApi('/members/$id')

/** One member: what they have and had, where they are signed in, and what can be done for them. Nothing of what they read. */
export function MemberPage() {
  const id = Number(route.useParams().id)
  const { data, error, refetch } = useQuery({
    queryKey: ['members', 'one', id],
    queryFn: ({ signal }) => ask('showMember', {}, { id }, signal),
  })
  if (error) return <Failure error={error} retry={refetch} />
  return data ? <Shown member={data} /> : <Waiting what="the member" />
}

function Shown({ member }: { member: DeskMember }) {
  const me = useMe()
  const [gives, setGives] = useState(false)
  const { email, name, since, role, stripe } = member
  const { zone, today } = me.magazine
  useTitle(name || email, me)
  return (
    <>
      <div className="top">
        <h1>{name || email}</h1>
        {stripe === null ? null : (
          <a href={stripe} target="_blank" rel="noopener noreferrer">
            At Stripe
          </a>
        )}
        <button type="button" className="button" onClick={() => setGives(true)}>
          Give a subscription
        </button>
      </div>
      <p className="summary">
        {name ? `${email}. ` : ''}A member since {dayInWords(localOf(since, zone).day, today)}
        {role ? `, and ${role === 'contributor' ? 'a' : 'an'} ${role} at the desk` : ''}.{' '}
        <span className="soft">What they read is theirs; the desk doesn’t show it.</span>
      </p>
      <div className="member">
        <Entitlements member={member} />
        <Devices member={member} />
        <Seats member={member} />
        <Passkeys member={member} />
        <Invoices member={member} />
        <Newsletters member={member} />
        <Leaving member={member} />
      </div>
      {gives ? <GiveDialog email={email} onClose={() => setGives(false)} /> : null}
    </>
  )
}
