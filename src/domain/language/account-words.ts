import type { Around, WithLink } from './sentence-forms.ts'

/** Changing one's address, which both mailboxes have to confirm. */
export type EmailChangeWords = {
  title: string
  lead: string
  label: string
  button: string
  same: string
  tooMany: string
  /** The page that waits for the codes. */
  code: {
    title: string
    /** Around the new address. */
    lead: Around
    newLabel: string
    oldLabel: string
    newDone: string
    oldDone: string
    button: string
    sameBrowser: string
    nothing: WithLink
    wrong: (left: number) => string
  }
  link: {
    title: string
    newLead: string
    oldLead: string
    button: string
    elsewhereTitle: string
    elsewhere: string
  }
  deadTitle: string
  dead: string
  takenTitle: string
  taken: string
  /** To the account, from where a change begins. */
  again: WithLink
  mail: { new: ChangeMailWords; old: ChangeMailWords; taken: NoticeWords; changed: NoticeWords }
}

/** A mail with a code and a link. No word in it comes from whoever asked. */
export type ChangeMailWords = NoticeWords & { code: string; use: string; button: string; short: string }

/** A mail that only says something. */
export type NoticeWords = { subject: (magazine: string) => string; lead: (magazine: string) => string; what: string }

/** The newsletters a member gets. */
export type NewsletterWords = {
  title: string
  lead: string
  /** Under a newsletter: since when it has been wanted, or not any more. */
  wantedSince: (date: string) => string
  endedOn: (date: string) => string
  save: string
}
