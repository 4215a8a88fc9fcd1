import type { WithLink } from './sentence-forms.ts'

/** The way into the desk for those whose mailbox alone doesn't open it: its pages, and the mails to the owners. */
export type DoorWords = {
  prove: {
    title: string
    lead: string
    /** The same for somebody who is in, and is asked once more. */
    again: string
    passkey: string
    otherSite: string
    code: { title: string; label: string; hint: string; wrong: string; button: string }
    owner: {
      title: string
      lead: string
      button: string
      /** The number comes in with a space in its middle. */
      number: (number: string) => string
      wait: string
      enter: string
      notYet: string
      approved: string
      /** Where there is no other owner. */
      nobody: string
      command: string
    }
  }
  setUp: {
    title: string
    lead: string
    later: string
    laterHint: string
    passkeyTitle: string
    passkey: string
    use: string
    useButton: string
    stale: WithLink
    codesTitle: string
    codes: string
    codesInstead: string
  }
  codes: {
    title: string
    lead: string
    left: (left: number) => string
    none: string
    make: string
    makeAnew: string
    stale: WithLink
    madeTitle: string
    made: string
    tryOne: string
    toDesk: string
  }
  /** On the page of one's own passkeys. */
  held: WithLink
  last: string
  mail: Record<
    'asks' | 'let-in' | 'code-used' | 'codes-made' | 'passkey-added' | 'passkey-removed',
    { subject: (magazine: string) => string; lead: (email: string) => string; what: string }
  >
  mailButton: string
}
