import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { MemberLine } from '../../src/http/desk-api/contract-members.ts'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { ListPage } from '../lists/list-page.tsx'
import { useTitle } from '../parts/title.ts'
import { useShortcuts } from '../shell/shortcuts.ts'
import { useDays } from './days.ts'
import { GiveDialog } from './give-dialog.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { type MembersSearch, memberKinds } from './members-search.ts'
import '../lists/lists.css'
import './members.css'

const route = getRouteApi('/members')
const typingPause = 250

/** The members: found by name, address and what they have. */
export function MembersPage() {
  const me = useMe()
  const search = route.useSearch()
  const [gives, setGives] = useState(false)
  const [imports, setImports] = useState(false)
  const list = useInfiniteQuery({
    queryKey: ['members', 'list', search],
    queryFn: ({ signal, pageParam }) =>
      ask('listMembers', { ...search, ...(pageParam === null ? {} : { cursor: pageParam }) }, {}, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  })
  const members = list.data?.pages.flatMap((page) => page.members) ?? []
  useTitle('Members', me)
  const isSearching = search.search !== undefined || search.kind !== undefined
  return (
    <ListPage
      title="Members"
      list={list}
      isEmpty={members.length === 0}
      empty={isSearching ? 'No member is like that.' : 'Nobody has signed up yet.'}
      above={
        <>
          <Filters search={search} onGive={() => setGives(true)} />
          <Files onImport={() => setImports(true)} />
          {imports ? <ImportDialog onClose={() => setImports(false)} /> : null}
          {gives ? <GiveDialog onClose={() => setGives(false)} /> : null}
        </>
      }
    >
      <table className="table">
        <caption className="unseen">Members by address</caption>
        <thead>
          <tr>
            <th scope="col">Member</th>
            <th scope="col">Has</th>
            <th scope="col" className="num far">
              Since
            </th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <MemberRow key={member.id} member={member} />
          ))}
        </tbody>
      </table>
    </ListPage>
  )
}

/** What is typed is looked for once the typing pauses. */
function Filters({ search, onGive }: { search: MembersSearch; onGive: () => void }) {
  const navigate = useNavigate()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(search.search ?? '')
  useShortcuts('Members', [{ keys: '/', what: 'Search', run: () => field.current?.focus() }])
  useEffect(() => {
    const { search: before, ...rest } = search
    if (typed.trim() === (before ?? '')) return
    const next = typed.trim() === '' ? rest : { ...rest, search: typed.trim() }
    const timer = setTimeout(() => navigate({ to: '/members', search: next, replace: true }), typingPause)
    return () => clearTimeout(timer)
  }, [typed, search, navigate])
  return (
    <search className="adding">
      <label>
        <span className="label">Name or address</span>
        <input
          ref={field}
          className="input"
          type="search"
          maxLength={200}
          value={typed}
          aria-keyshortcuts="/"
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <label>
        <span className="label">Who</span>
        <select
          className="input"
          value={search.kind ?? ''}
          onChange={({ target }) => {
            const { kind: _, ...rest } = search
            const kind = memberKinds.find(([one]) => one === target.value)?.[0]
            void navigate({ to: '/members', search: kind ? { ...rest, kind } : rest, replace: true })
          }}
        >
          <option value="">Everybody</option>
          {memberKinds.map(([kind, words]) => (
            <option key={kind} value={kind}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <button type="button" className="button" onClick={onGive}>
        Give a subscription
      </button>
    </search>
  )
}

/** The list as a file, which the browser saves while it comes; and members from a file. */
function Files({ onImport }: { onImport: () => void }) {
  return (
    <div className="files">
      <form method="post" action="/desk/members.csv">
        <button type="submit" className="plain">
          Save the list as a file
        </button>
      </form>
      <button type="button" className="plain" onClick={onImport}>
        Read members from a file
      </button>
    </div>
  )
}

const kindWords = { comp: 'comped', invoice: 'by invoice', gift: 'a gift', stripe: 'by card' }

function MemberRow({ member }: { member: MemberLine }) {
  const { first, last } = useDays()
  const { id, email, name, since, role, holds, seats } = member
  return (
    <tr>
      <td>
        <Link to="/members/$id" params={{ id: String(id) }} className="headline">
          {name || email}
        </Link>
        {name ? <span className="soft"> {email}</span> : null}
        {role ? <span className="soft">, {role}</span> : null}
      </td>
      <td>
        {holds.length + seats.length === 0 ? <span className="soft">the allowance</span> : null}
        {seats.map((group) => (
          <span key={group} className="holds">
            a seat of {group}
          </span>
        ))}
        {holds.map(({ plan, kind, status, until }) => (
          <span key={`${plan} ${kind}`} className="holds">
            {plan}, {kindWords[kind]}
            {status === 'past-due' ? ', payment due' : ''}
            {until === null ? '' : `, until ${last(until)}`}
          </span>
        ))}
      </td>
      <td className="num far">{first(since)}</td>
    </tr>
  )
}
