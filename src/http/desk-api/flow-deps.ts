import { englishStyle } from '../../domain/house-style.ts'
import type { DeskPerson } from '../../flows/find-desk-person.ts'
import type { Deps } from '../deps.ts'

/** What the flows of the desk need of a request. */
export function flowDeps({ deps, person }: { deps: Deps; person: DeskPerson }) {
  const { database, secrets, generation, now } = deps
  const { calendar } = generation()
  return { db: database.db, hash: secrets.hash, by: person.id, person, calendar, style: englishStyle, now: now() }
}
