import type { PeriodKind } from '../policy.ts'
import type { Around, WithLink } from './sentence-forms.ts'

/** Signing up and signing in: the form, the page for the code, the page behind the mail's link. */
export type SignInWords = {
  title: string
  lead: string
  label: string
  button: string
  /** Under the field; the second is for those who come to sign up. */
  hint: { signIn: string; signUp: string }
  badAddress: string
  tooMany: string
  /** Said once somebody has left their account. */
  done: Record<'signed-out' | 'deleted', string>
  /** The meter can't be asked: nobody is signed in, and the mail stays good. */
  notNow: string
  notYet: WithLink
  already: WithLink
  code: {
    title: string
    lead: string
    label: string
    button: string
    sameBrowser: string
    nothing: WithLink
    wrong: (left: number) => string
    deadTitle: string
    dead: WithLink
  }
  link: {
    title: (magazine: string) => string
    lead: string
    /** In a browser that asked when no further mail might go out. */
    withCode: string
    wrongCode: (left: number) => string
    button: string
    elsewhereTitle: string
    elsewhere: string
    again: WithLink
    deadTitle: string
    dead: string
    deadAgain: WithLink
  }
}

/** The page of one's own account. */
export type AccountWords = {
  title: string
  signedInAs: Around
  toAccount: WithLink
  saved: string
  you: string
  name: string
  nameHint: string
  badName: (most: number) => string
  keepsHistory: string
  keepsHistoryHint: (period: PeriodKind) => string
  save: string
  reading: string
  readingText: WithLink
  sessions: string
  here: string
  /** Where a device didn’t say what it is. */
  elsewhere: string
  seen: (device: string | null, date: string) => string
  signOut: string
  /** For those who can't see which row the button stands in. */
  signOutOf: (device: string) => string
  signOutAll: string
  signOutAllHint: string
  data: string
  export: WithLink
  delete: string
  deleteText: string
  deleteLabel: string
  deleteButton: string
  wrongAddress: string
}

/** Mails. No word in them comes from whoever asked for one. */
export type MailWords = {
  signIn: {
    subject: (magazine: string) => string
    lead: string
    code: string
    use: string
    button: string
    short: string
    notYou: string
  }
}
