import { type GiftPause, graceHours } from '../../domain/gift.ts'
import { type Sender, type WrittenMail, writeLetter } from './letter.tsx'

/** The mail that tells a giver that their link has paused itself. */
export function giftMail(
  sender: Sender,
  { headline, why, link }: { headline: string; why: GiftPause; link: string },
): WrittenMail {
  const { mail } = sender.words.gifts
  return writeLetter(sender, {
    subject: mail.subject,
    parts: [
      { kind: 'text', text: mail.paused(headline, why) },
      { kind: 'text', text: mail.next(graceHours) },
      { kind: 'button', label: mail.button, href: link },
    ],
  })
}
