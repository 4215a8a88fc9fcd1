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
  { name: 'Clip a source', to: { to: '/clip' }, least: 'contributor' },
  { name: 'The bookmarklet', to: { to: '/clip/bookmarklet' }, least: 'contributor' },
  { name: 'Calendar', to: { to: '/calendar' }, least: 'editor' },
  { name: 'Sources', to: { to: '/sources' }, least: 'contributor' },
  { name: 'Source watch', to: { to: '/watch' }, least: 'editor' },
  { name: 'Topics', to: { to: '/topics' }, least: 'contributor' },
  { name: 'Members', to: { to: '/members' }, least: 'owner' },
  { name: 'Groups', to: { to: '/groups' }, least: 'owner' },
  { name: 'Magazine: words', to: { to: '/magazine/words' }, least: 'owner' },
  { name: 'Magazine: look', to: { to: '/magazine/look' }, least: 'owner' },
  { name: 'Magazine: meter', to: { to: '/magazine/meter' }, least: 'owner' },
  { name: 'Magazine: plans', to: { to: '/magazine/plans' }, least: 'owner' },
  { name: 'Magazine: notices and newsletters', to: { to: '/magazine/notices' }, least: 'owner' },
  { name: 'Magazine: mail', to: { to: '/magazine/mail' }, least: 'owner' },
  { name: 'Magazine: secrets', to: { to: '/magazine/secrets' }, least: 'owner' },
  { name: 'Staff', to: { to: '/magazine/staff' }, least: 'owner' },
  { name: 'Log', to: { to: '/magazine/log' }, least: 'owner' },
]
