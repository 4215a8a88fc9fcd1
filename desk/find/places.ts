import type { NavigateOptions } from '@tanstack/react-router'
import type { Me, Role } from '../../src/http/desk-api/contract.ts'
import { hasRole } from '../api/me.ts'

/** A page of the desk that can be gone to by its name. */
export type Place = { name: string; to: NavigateOptions }

/** The pages that this person has. */
export function placesOf(me: Me): Place[] {
  return places.filter(({ least }) => hasRole(me, least))
}

const places: readonly (Place & { least: Role })[] = [
  { name: 'Picks', to: { to: '/' }, least: 'contributor' },
  { name: 'Calendar', to: { to: '/calendar' }, least: 'editor' },
  { name: 'Sources', to: { to: '/sources' }, least: 'contributor' },
  { name: 'Topics', to: { to: '/topics' }, least: 'contributor' },
  { name: 'Staff', to: { to: '/staff' }, least: 'owner' },
  { name: 'Log', to: { to: '/log' }, least: 'owner' },
]
