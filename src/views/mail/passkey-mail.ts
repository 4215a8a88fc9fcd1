import { paths } from '../../http/routes.ts'
import { type Sender, type WrittenMail, writeLetter } from './letter.tsx'

/** Tells a member what has become of one of their passkeys. Its name isn't in it, since it may be somebody else's words. */
export function passkeyMail(sender: Sender, what: 'added' | 'removed'): WrittenMail {
  const { subject, lead, notYou, button } = sender.words.passkeys.mail[what]
  const page = what === 'added' ? paths.ownPasskeys() : paths.account()
  return writeLetter(sender, {
    subject: subject(sender.name),
    parts: [
      { kind: 'text', text: lead },
      { kind: 'text', text: notYou },
      { kind: 'button', label: button, href: sender.origin + page },
    ],
  })
}
