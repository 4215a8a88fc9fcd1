import { Link } from '@tanstack/react-router'
import type { Me } from '../../src/http/desk-api/contract.ts'
import { hasRole, useMe } from '../api/me.ts'
import { LogoInBar } from '../look/logo-in-bar.tsx'
import { WatchLink } from '../watch/watch-link.tsx'
import { Menu } from './menu.tsx'

/** The head of every page: the magazine's name, the ways through the desk, finding, and the menu. On a phone the ways are in the menu. */
export function Bar({ onKeys, onFind }: { onKeys: () => void; onFind: () => void }) {
  const me = useMe()
  const { name, logo } = me.magazine
  return (
    <header className="bar">
      <a className="name" href="/">
        {logo ? <LogoInBar logo={logo} name={name} /> : name}
      </a>
      <nav aria-label="Desk">
        <Ways me={me} />
      </nav>
      <button type="button" className="plain" onClick={onFind} aria-keyshortcuts="Control+K">
        Find
      </button>
      <Menu me={me} onKeys={onKeys}>
        <Ways me={me} />
      </Menu>
    </header>
  )
}

function Ways({ me }: { me: Me }) {
  const [isEditor, isOwner] = [hasRole(me, 'editor'), hasRole(me, 'owner')]
  return (
    <>
      <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
        Picks
      </Link>
      {isEditor ? <Link to="/calendar">Calendar</Link> : null}
      <Link to="/sources">Sources</Link>
      {isEditor ? <WatchLink /> : null}
      <Link to="/topics">Topics</Link>
      {isOwner ? <Link to="/members">Members</Link> : null}
      {isOwner ? <Link to="/groups">Groups</Link> : null}
      {isOwner ? <Link to="/magazine">Magazine</Link> : null}
    </>
  )
}
