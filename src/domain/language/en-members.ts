import type { PeriodKind } from '../policy.ts'
import { days } from './en-phrases.ts'
import type { AccountWords, MailWords, SignInWords } from './member-words.ts'

const attempts = ['no more tries', 'one more try', 'two more tries', 'three more tries', 'four more tries', 'five more tries']

/** English for signing up and signing in. */
export const signIn: SignInWords = {
  title: 'Sign in',
  lead: 'Give us your e-mail address and we send you a mail with a link and a code. There is no password to remember.',
  label: 'E-mail address',
  button: 'Send me the mail',
  hint: {
    signIn: 'What you have read in this browser is counted together with what you have read elsewhere.',
    signUp: 'We send you a mail with a link and a code, and either opens your account. There is no password to remember.',
  },
  badAddress: 'This isn’t an e-mail address we can write to. It needs a name, an @ and a domain, as in name@example.org.',
  tooMany: 'A great many mails have been asked for in the past hour. Please try again when it is over.',
  done: { 'signed-out': 'You are signed out.', deleted: 'Your account is deleted.' },
  notNow:
    'We can’t sign you in at the moment, because what counts your articles isn’t answering. The mail stays good: please press the button again in a minute.',
  notYet: { before: 'Not signed up yet? The same mail opens your account. ', link: 'What signing up gives you', after: '.' },
  already: { before: 'Signed up already? ', link: 'Sign in', after: '.' },
  code: {
    title: 'Look in your mail',
    lead: 'We have sent a mail to the address you gave. Type the code that stands in it, within ten minutes.',
    label: 'Code of eight digits',
    button: 'Go on',
    sameBrowser: 'Opening the mail’s link does the same, if it opens in this browser.',
    nothing: {
      before: 'Nothing there? A mail can take a minute. Look under junk, too, or ',
      link: 'ask for another',
      after: '.',
    },
    wrong: (left) =>
      `That isn’t the code this browser is waiting for; if several mails have come, open the link of the newest one here. You have ${tries(left)}.`,
    deadTitle: 'This code doesn’t work any more',
    dead: {
      before: 'Its ten minutes are over, it was tried too often, or a newer mail has gone out to this browser. Please ',
      link: 'ask for a new one',
      after: '.',
    },
  },
  link: {
    title: (magazine) => `Sign in to ${magazine}`,
    lead: 'You asked for this link in this browser. Press the button, and you are signed in.',
    withCode:
      'You asked for a mail in this browser, but so many had gone to the address already that no further one went out. The one you have in front of you will do, with the code of eight digits that stands in it.',
    wrongCode: (left) => `That isn’t the code that stands beside this link. You have ${tries(left)}.`,
    button: 'Sign in',
    elsewhereTitle: 'Please type the code instead',
    elsewhere:
      'This link works only in the browser it was asked for in. There the page is still waiting: type in the code of eight digits that stands in the same mail.',
    again: { before: 'If that page is gone, ', link: 'ask for a new mail', after: ' from this browser.' },
    deadTitle: 'This link doesn’t work any more',
    dead: 'A link works once, for ten minutes, and only until its browser asks for a newer mail or somebody signs in with one.',
    deadAgain: { before: 'Please ', link: 'ask for a new one', after: '.' },
  },
}

/** English for the account. */
export const account: AccountWords = {
  title: 'Your account',
  signedInAs: ['You are signed in as ', '.'],
  toAccount: {
    before: 'Your articles are counted together on all your devices. What else we keep stands in ',
    link: 'your account',
    after: '.',
  },
  saved: 'That is saved.',
  you: 'You',
  name: 'Name',
  nameHint: 'What we call you. It may stay empty.',
  badName: (most) => `A name has ${most} letters at the most, all on one line.`,
  keepsHistory: 'Keep the list of what I have read',
  keepsHistoryHint: (period) =>
    `Without it earlier ${periods(period)} are deleted at once, and the titles of this one as soon as it is over.`,
  save: 'Save',
  reading: 'Reading',
  readingText: { before: 'What has been counted for you, and what is left, stands under ', link: 'My reading', after: '.' },
  sessions: 'Signed in',
  here: 'This browser',
  elsewhere: 'Another browser',
  seen: (device, date) => (device === null ? `Last used ${date}` : `${device}, last used ${date}`),
  signOut: 'Sign out',
  signOutOf: (device) => `Sign out: ${device}`,
  signOutAll: 'Sign out everywhere',
  signOutAllHint: 'On every device, this one too.',
  data: 'Your data',
  export: {
    before: '',
    link: 'Download all of it',
    after:
      ' as one file: your account, your plan and invoices, your seats, gifts and passkeys, where you are signed in, and what you have read.',
  },
  delete: 'Delete the account',
  deleteText:
    'Your address, your name, your list, your gifts and everywhere you are signed in are deleted at once and for good, and a subscription ends with them. To make sure that it is you who wants it, type your e-mail address.',
  deleteLabel: 'Your e-mail address',
  deleteButton: 'Delete my account',
  wrongAddress: 'This isn’t the address of this account. Nothing has been deleted.',
}

/** English for mails. */
export const mail: MailWords = {
  signIn: {
    subject: (magazine) => `Sign in to ${magazine}`,
    lead: 'Somebody, most likely you, asked to sign in with this address.',
    code: 'Your code:',
    use: 'Type it into the page that is waiting for it, or open this link in the same browser:',
    button: 'Sign in',
    short: 'Both work once, for ten minutes.',
    notYou: 'If it wasn’t you, there is nothing to do: without this mail nobody gets in.',
  },
}

function tries(left: number): string {
  return attempts[left] ?? `${left} more tries`
}

function periods(period: PeriodKind): string {
  if (period.kind !== 'rolling') return `${period.kind}s`
  return `periods of ${days(period.days)}`
}
