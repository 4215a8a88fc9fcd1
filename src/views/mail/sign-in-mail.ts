import { type Sender, type WrittenMail, writeLetter } from './letter.tsx'

/** The mail with link and code. Nothing in it comes from whoever asked, since the address may be somebody else's. */
export function signInMail(sender: Sender, { code, link }: { code: string; link: string }): WrittenMail {
  const { signIn } = sender.words.mail
  return writeLetter(sender, {
    subject: signIn.subject(sender.name),
    parts: [
      { kind: 'text', text: signIn.lead },
      { kind: 'text', text: signIn.code },
      { kind: 'code', code },
      { kind: 'text', text: signIn.use },
      { kind: 'button', label: signIn.button, href: link },
      { kind: 'small', text: `${signIn.short} ${signIn.notYou}` },
    ],
  })
}
