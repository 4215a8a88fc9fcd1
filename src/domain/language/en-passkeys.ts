import type { PasskeyWords } from './passkey-words.ts'

const numbers: Record<number, string> = { 20: 'twenty' }

/** English for passkeys. */
export const passkeys: PasskeyWords = {
  title: 'Passkeys',
  lead: 'With a passkey you sign in the way you unlock your device, by finger, face or PIN, and wait for no mail. None of that reaches us: your device only tells us that it is you.',
  place: { before: 'Sign in without waiting for a mail: ', link: 'your passkeys', after: '.' },
  list: 'Yours',
  none: 'You have none yet.',
  unnamed: 'Passkey',
  about: (added, used) => `Added ${added}, ${used === null ? 'not used yet' : `last used ${used}`}`,
  otherSite: (site) => `It was made for ${site} and doesn’t work at this address.`,
  rename: 'Rename',
  renameOf: (name) => `Rename: ${name}`,
  name: 'Name',
  save: 'Save',
  badName: (most) => `A name has ${most} letters at the most, all on one line.`,
  remove: 'Remove',
  removeOf: (name) => `Remove: ${name}`,
  add: 'A new one',
  addButton: 'Add a passkey',
  addHint: 'Your browser then asks where to keep it. The mail with link and code goes on working, too.',
  unable:
    'This takes scripts and a browser that knows passkeys. With this one, the mail with link and code is the way to sign in.',
  unavailable: 'Browsers allow no passkeys at this site’s present address, so none can be added here.',
  full: (most) =>
    `You have ${numbers[most] ?? most} passkeys, which is as many as there may be. To add another, remove one first.`,
  confirm: (address) =>
    `You signed in a while ago. So that nobody adds a passkey behind your back, please show first that it is you: we send a mail with a code to ${address}.`,
  confirmButton: 'Send me the code',
  tooManyMails: 'A great many mails have been asked for in the past hour. Please try again when it is over.',
  confirmByPasskey: 'Use a passkey instead',
  done: {
    added: 'The passkey is added. Next time you can sign in with it.',
    saved: 'That is saved.',
    removed: 'The passkey is removed and signs nobody in any more. You can delete it on your device, too.',
  },
  signIn: 'Sign in with a passkey',
  problems: {
    refused: 'This passkey wasn’t accepted. Please try once more, or have us send you a mail.',
    notNow: 'Signing in isn’t possible just now. Please try again in a minute.',
    notAdded: 'The passkey wasn’t added. Please try once more.',
    cancelled: 'No passkey was used. You can try once more.',
    known: 'There is a passkey for your account on this device already.',
    full: 'You have as many passkeys as there may be. To add another, remove one first.',
    tooMany: 'Passkeys have been asked for a great many times in the past hour. Please use the mail, or try again later.',
    failed: 'That didn’t work. Please try again in a minute.',
  },
  mail: {
    added: {
      subject: (magazine) => `A new passkey for ${magazine}`,
      lead: 'A passkey was added to your account. Whoever holds it can sign in with it.',
      notYou: 'If it wasn’t you: remove it on this page, and sign out everywhere in your account.',
      button: 'Your passkeys',
    },
    removed: {
      subject: (magazine) => `A passkey for ${magazine} was removed`,
      lead: 'A passkey was removed from your account and signs nobody in any more. You can still sign in by mail.',
      notYou: 'If it wasn’t you: somebody else is signed in. Sign out everywhere in your account.',
      button: 'Your account',
    },
  },
}
