import type { Group } from '../../domain/group.ts'
import { type Sender, type WrittenMail, writeLetter } from './letter.tsx'

/** The mail that invites to a seat. The group's name is the magazine's own word for it; nothing in it comes from the administrator. */
export function invitationMail(
  sender: Sender,
  { group, link, days }: { group: Pick<Group, 'name' | 'opens'>; link: string; days: number },
): WrittenMail {
  const { invitation } = sender.words.groups.mail
  return writeLetter(sender, {
    subject: invitation.subject(group.name, sender.name),
    parts: [
      { kind: 'text', text: `${invitation.lead(group.name, sender.name)} ${invitation.opens[group.opens]}` },
      { kind: 'text', text: invitation.use },
      { kind: 'button', label: invitation.button, href: link },
      { kind: 'small', text: invitation.short(days) },
    ],
  })
}

/** The mail to whoever looks after a group from now on. */
export function handedOverMail(sender: Sender, { group, link }: { group: Pick<Group, 'name'>; link: string }): WrittenMail {
  const { handedOver } = sender.words.groups.mail
  return writeLetter(sender, {
    subject: handedOver.subject(group.name),
    parts: [
      { kind: 'text', text: handedOver.lead(group.name, sender.name) },
      { kind: 'button', label: handedOver.button, href: link },
    ],
  })
}
