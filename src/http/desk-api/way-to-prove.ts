import type { DeskPerson } from '../../flows/find-desk-person.ts'
import { paths } from '../routes.ts'

/** Where somebody shows once more who they are, by what they need to, and comes back to the page from. */
export function wayToProve({ needsProof }: Pick<DeskPerson, 'needsProof'>, page: string): string {
  return needsProof ? paths.deskDoorAgain(page) : paths.signInAgain(page)
}
