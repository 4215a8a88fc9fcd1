import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { DeskMember, ShownEntitlement } from '../../src/http/desk-api/contract-members.ts'
import { useDays } from './days.ts'
import { EndDialog } from './end-dialog.tsx'

const kinds = { comp: 'Comp', invoice: 'Invoice', gift: 'Gift', stripe: 'Card' }
const states = { later: 'to come', now: '', over: 'over' }

/** All that was given to them or bought by them, the newest first. */
export function Entitlements({ member: { entitlements, email } }: { member: DeskMember }) {
  const { first, last } = useDays()
  const [ending, setEnding] = useState<ShownEntitlement | null>(null)
  return (
    <section aria-labelledby="subscriptions">
      <h2 id="subscriptions">Subscriptions</h2>
      {entitlements.length === 0 ? <p className="soft">None, now or before.</p> : null}
      <ul className="entries">
        {entitlements.map((one) => (
          <li key={one.id}>
            <span>
              {one.plan}, {kinds[one.kind].toLowerCase()}
              {one.status === 'past-due' ? ', payment due' : ''}
              {states[one.when] ? `, ${states[one.when]}` : ''}
            </span>
            {one.when === 'over' ? null : one.kind === 'stripe' ? (
              <span className="soft small">Ended by the member, or at Stripe</span>
            ) : (
              <button type="button" className="plain" onClick={() => setEnding(one)}>
                End it
              </button>
            )}
            <span className="soft">
              From {first(one.from)} {one.until === null ? 'without an end' : `until ${last(one.until)}`}
              {one.givenBy ? `. Given by ${one.givenBy.name}` : ''}
              {one.isCancelled && one.endedBy ? `. Ended by ${one.endedBy.name}` : ''}
              {one.note ? `. ${one.note}` : ''}
            </span>
          </li>
        ))}
      </ul>
      {ending ? <EndDialog entitlement={ending} email={email} onClose={() => setEnding(null)} /> : null}
    </section>
  )
}

/** The seats they have and had in groups. Nothing where there never was one. */
export function Seats({ member: { seats } }: { member: DeskMember }) {
  const { first, last } = useDays()
  if (seats.length === 0) return null
  return (
    <section aria-labelledby="seats">
      <h2 id="seats">Seats</h2>
      <ul className="entries">
        {seats.map((seat) => (
          <li key={`${seat.groupId} ${seat.from}`}>
            <Link to="/groups/$id" params={{ id: String(seat.groupId) }}>
              {seat.group}
            </Link>
            <span className="soft">
              From {first(seat.from)}
              {seat.until === null ? '' : ` until ${last(seat.until)}`}
              {seat.cameBy === 'domain' ? ', by their address' : ', by invitation'}
              {seat.isPast ? '. It has ended' : ''}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Their invoices. Nothing where there are none. */
export function Invoices({ member: { invoices } }: { member: DeskMember }) {
  const { first } = useDays()
  if (invoices.length === 0) return null
  return (
    <section aria-labelledby="invoices">
      <h2 id="invoices">Invoices</h2>
      <ul className="entries">
        {invoices.map(({ number, total, issuedAt, paidAt, url }) => (
          <li key={number}>
            <span>
              {url === null ? (
                number
              ) : (
                <a href={url} target="_blank" rel="noopener noreferrer">
                  {number}
                </a>
              )}
            </span>
            <span>{total}</span>
            <span className="soft">
              {first(issuedAt)}, {paidAt === null ? 'not paid' : 'paid'}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
