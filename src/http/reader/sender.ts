import { accentsOf } from '../../domain/accent.ts'
import type { DoorMail } from '../../flows/tell-owners.ts'
import { doorMail } from '../../views/mail/door-mail.ts'
import type { Sender } from '../../views/mail/letter.tsx'
import type { Deps } from '../deps.ts'

/** Who writes the magazine's mails. */
export function senderFor({ generation, origin }: Pick<Deps, 'generation' | 'origin'>): Sender {
  const { words, magazine } = generation().frame
  return { words, name: magazine.name, origin, accents: accentsOf(magazine.accent) }
}

/** Writes what the owners are told about somebody's way into the desk. */
export function doorMailFor(deps: Pick<Deps, 'generation' | 'origin'>): DoorMail {
  return (news, email) => doorMail(senderFor(deps), news, email)
}
