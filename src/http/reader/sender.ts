import { accentsOf } from '../../domain/accent.ts'
import type { Sender } from '../../views/mail/letter.tsx'
import type { Deps } from '../deps.ts'

/** Who writes the magazine's mails. */
export function senderFor({ generation, origin }: Pick<Deps, 'generation' | 'origin'>): Sender {
  const { words, magazine } = generation().frame
  return { words, name: magazine.name, origin, accents: accentsOf(magazine.accent) }
}
