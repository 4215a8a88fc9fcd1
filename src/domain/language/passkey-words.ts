import type { WithLink } from './sentence-forms.ts'

/** Passkeys: the page of one's own, the button where one signs in, the mails about them. */
export type PasskeyWords = {
  title: string
  lead: string
  /** On the account page. */
  place: WithLink
  list: string
  none: string
  /** What a passkey is called that nobody has named. */
  unnamed: string
  /** `used` is null until it has signed its member in. Dates come in printed. */
  about: (added: string, used: string | null) => string
  otherSite: (site: string) => string
  rename: string
  /** For those who can't see which row it stands in. */
  renameOf: (name: string) => string
  name: string
  save: string
  badName: (most: number) => string
  remove: string
  removeOf: (name: string) => string
  add: string
  addButton: string
  addHint: string
  /** Where the button would be, for browsers without scripts or without passkeys. */
  unable: string
  /** Where the site's address allows none. */
  unavailable: string
  full: (most: number) => string
  confirm: (address: string) => string
  confirmButton: string
  tooManyMails: string
  confirmByPasskey: string
  done: { added: string; saved: string; removed: string }
  signIn: string
  problems: {
    /** The passkey wasn't accepted, whatever the reason. */
    refused: string
    /** Nothing can be counted at present, so nobody is signed in. */
    notNow: string
    /** The same while one is being added. */
    notAdded: string
    /** The person, or the browser, ended it. */
    cancelled: string
    known: string
    full: string
    tooMany: string
    failed: string
  }
  mail: Record<'added' | 'removed', { subject: (magazine: string) => string; lead: string; notYou: string; button: string }>
}
