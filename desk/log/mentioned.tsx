import { Link } from '@tanstack/react-router'
import type { Mention } from '../../src/http/desk-api/contract-log.ts'

/** A thing by its name, leading to where it is seen to. What is gone is said to be. */
export function Mentioned({ mention: { thing, id, name } }: { mention: Mention }) {
  if (name === null) return gone[thing]
  const number = Number(id)
  switch (thing) {
    case 'pick':
      return (
        <Link to="/picks/$id" params={{ id }}>
          {name === '' ? 'a pick without a headline' : `“${name}”`}
        </Link>
      )
    case 'topic':
      return (
        <Link to="/" search={{ topic: number }}>
          {name}
        </Link>
      )
    case 'source':
      return (
        <Link to="/sources/$id" params={{ id }}>
          {name}
        </Link>
      )
    case 'member':
      return (
        <Link to="/members/$id" params={{ id }}>
          {name}
        </Link>
      )
    case 'group':
      return (
        <Link to="/groups/$id" params={{ id }}>
          {name}
        </Link>
      )
    case 'staff':
      return <Link to="/magazine/staff">{name}</Link>
    case 'plan':
      return <Link to="/magazine/plans">{name}</Link>
    case 'newsletter':
      return <Link to="/magazine/notices">{name}</Link>
    case 'mail':
      return <Link to="/magazine/mail">the mail to {name}</Link>
    case 'capture':
      return name === '' ? 'an article without a title' : `“${name}”`
  }
}

const gone: Readonly<Record<Mention['thing'], string>> = {
  pick: 'a pick that is gone',
  topic: 'a topic that is gone',
  source: 'a source that is gone',
  capture: 'an article that is gone',
  member: 'a member who has left',
  staff: 'somebody who has left',
  group: 'a group that is gone',
  plan: 'a plan that is gone',
  newsletter: 'a newsletter that is gone',
  mail: 'a mail that is gone',
}
