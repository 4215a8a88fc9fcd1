import type { ChangeMailWords, NoticeWords } from '../../domain/language/account-words.ts'
import { type Sender, type WrittenMail, writeLetter } from './letter.tsx'

/** The mail that asks one side of a change of address. Nothing in it comes from whoever asked, not even the other address. */
export function emailChangeMail(
  sender: Sender,
  side: 'new' | 'old',
  { code, link }: { code: string; link: string },
): WrittenMail {
  const words: ChangeMailWords = sender.words.emailChange.mail[side]
  return writeLetter(sender, {
    subject: words.subject(sender.name),
    parts: [
      { kind: 'text', text: words.lead(sender.name) },
      { kind: 'text', text: words.code },
      { kind: 'code', code },
      { kind: 'text', text: words.use },
      { kind: 'button', label: words.button, href: link },
      { kind: 'small', text: `${words.short} ${words.what}` },
    ],
  })
}

/** A mail about a change that asks for nothing: to the owner of an address that was asked for, or to the address that was left. */
export function emailNotice(sender: Sender, about: 'taken' | 'changed'): WrittenMail {
  const words: NoticeWords = sender.words.emailChange.mail[about]
  return writeLetter(sender, {
    subject: words.subject(sender.name),
    parts: [
      { kind: 'text', text: words.lead(sender.name) },
      { kind: 'text', text: words.what },
    ],
  })
}
