import { Link, Outlet } from '@tanstack/react-router'
import { hasRole, useMe } from '../api/me.ts'
import './magazine.css'

/** What the magazine decides about itself, in pages of their own under a second row of ways. It is the owners'. */
export function MagazinePage() {
  const me = useMe()
  if (!hasRole(me, 'owner'))
    return (
      <section className="failure">
        <h1>This is for owners</h1>
        <p>Your role at the desk doesn’t include the magazine’s own settings. An owner can change that.</p>
        <p>
          <Link to="/">To the picks</Link>
        </p>
      </section>
    )
  return (
    <>
      <nav className="second" aria-label="Magazine">
        <Link to="/magazine/words">Words</Link>
        <Link to="/magazine/look">Look</Link>
        <Link to="/magazine/meter">Meter</Link>
        <Link to="/magazine/plans">Plans</Link>
        <Link to="/magazine/notices">Notices &amp; newsletters</Link>
        <Link to="/magazine/staff">Staff</Link>
        <Link to="/magazine/mail">Mail</Link>
        <Link to="/magazine/secrets">Secrets</Link>
        <Link to="/magazine/log">Log</Link>
      </nav>
      <Outlet />
    </>
  )
}
