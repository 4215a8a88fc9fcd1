import { hasRole, useMe } from '../api/me.ts'
import { useTitle } from '../parts/title.ts'
import { Missing } from '../shell/missing.tsx'
import { LogoPanel } from './logo.tsx'

/** How the magazine looks to its readers. */
export function LookPage() {
  const me = useMe()
  useTitle('Look', me)
  if (!hasRole(me, 'owner')) return <Missing />
  return (
    <>
      <header className="top">
        <h1>Look</h1>
      </header>
      <div className="look">
        <LogoPanel />
      </div>
    </>
  )
}
