import { paths } from '../../http/routes.ts'
import { type Sender, type WrittenMail, writeLetter } from './letter.tsx'

/** Tells an owner what has become of somebody's way into the desk. Whom it is about stands there by address, since a name can be anybody's. */
export function doorMail(sender: Sender, news: keyof Sender['words']['door']['mail'], email: string): WrittenMail {
  const { mail, mailButton } = sender.words.door
  const { subject, lead, what } = mail[news]
  return writeLetter(sender, {
    subject: subject(sender.name),
    parts: [
      { kind: 'text', text: lead(email) },
      { kind: 'text', text: what },
      { kind: 'button', label: mailButton, href: `${sender.origin}${paths.deskStaff()}` },
    ],
  })
}
