import type { EmailChangeWords, NewsletterWords } from './account-words.ts'

const tries = ['no more tries', 'one more try', 'two more tries', 'three more tries', 'four more tries', 'five more tries']
const both = 'Both work once, for ten minutes.'

/** English for changing one's address. */
export const emailChange: EmailChangeWords = {
  title: 'E-mail address',
  lead: 'To change it we send a mail to the new address and one to the present one. Once you have confirmed both, you sign in with the new one.',
  label: 'New e-mail address',
  button: 'Send me the two mails',
  same: 'This is the address of your account already.',
  tooMany:
    'You have asked for this only just now, or often today. The mails you have are still good; otherwise please try again a little later.',
  code: {
    title: 'Look in both mailboxes',
    lead: ['We have sent a mail to ', ' and one to your present address. Type the code that stands in each, within ten minutes.'],
    newLabel: 'Code from the mail to the new address',
    oldLabel: 'Code from the mail to your present address',
    newDone: 'The new address is confirmed.',
    oldDone: 'Your present address is confirmed.',
    button: 'Go on',
    sameBrowser: 'Opening a mail’s link does the same, if it opens in this browser.',
    nothing: { before: 'Nothing there? A mail can take a minute. Look under junk, too, or ', link: 'begin again', after: '.' },
    wrong: (left) => `That isn’t the code in this mail. You have ${tries[left] ?? `${left} more tries`}.`,
  },
  link: {
    title: 'Confirm the change of address',
    newLead: 'You asked to use the address this mail went to. Press the button, and this side is confirmed.',
    oldLead: 'You asked to give your account another address. Press the button, and this side is confirmed.',
    button: 'Confirm',
    elsewhereTitle: 'Please type the code instead',
    elsewhere:
      'This link works only in the browser the change was asked for in. There the page is still waiting: type in the code of eight digits that stands in the same mail.',
  },
  deadTitle: 'This doesn’t work any more',
  dead: 'Its ten minutes are over, it was tried too often, or you have asked for a newer change. Your address is what it was.',
  takenTitle: 'There is an account with this address already',
  taken: 'Your address is what it was. You can sign out and sign in with the other address instead.',
  again: { before: 'Back to ', link: 'your account', after: '.' },
  mail: {
    new: {
      subject: (magazine) => `New address for ${magazine}`,
      lead: () => 'Somebody, most likely you, wants to use this address for their account.',
      code: 'Your code for the new address:',
      use: 'Type it into the page that is waiting for it, or open this link in the same browser:',
      button: 'Confirm',
      short: both,
      what: 'If it wasn’t you, there is nothing to do: without this mail nothing changes.',
    },
    old: {
      subject: (magazine) => `Your address at ${magazine}`,
      lead: () => 'Somebody who is signed in to your account, most likely you, wants to give it another address.',
      code: 'Your code for the present address:',
      use: 'Type it into the page that is waiting for it, or open this link in the same browser:',
      button: 'Confirm',
      short: both,
      what: 'If it wasn’t you, tell nobody this code, and sign out everywhere in your account. Without this mail nothing changes.',
    },
    taken: {
      subject: (magazine) => `Your account at ${magazine}`,
      lead: (magazine) =>
        `Somebody, most likely you, wants to use this address for another account at ${magazine}. It belongs to an account already, so nothing has changed.`,
      what: 'To use that account, sign in with this address. If it wasn’t you, there is nothing to do.',
    },
    changed: {
      subject: (magazine) => `Your address at ${magazine} has changed`,
      lead: (magazine) => `Your account at ${magazine} has another address from now on. It doesn’t write to this one any more.`,
      what: 'Both addresses confirmed it. If it wasn’t you, please write to the editors at once.',
    },
  },
}

/** English for newsletters. */
export const newsletters: NewsletterWords = {
  title: 'Newsletters',
  lead: 'Choose what may come to you by mail. You can change your mind at any time.',
  wantedSince: (date) => `You asked for it on ${date}.`,
  endedOn: (date) => `You left it on ${date}.`,
  save: 'Save',
}
