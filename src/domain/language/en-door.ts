import type { DoorWords } from './door-words.ts'

const notThem = 'If nobody expected this, ask them. An owner can take a role away at any time, under Staff at the desk.'

/** English for the way into the desk. */
export const door: DoorWords = {
  prove: {
    title: 'One more proof',
    lead: 'You have a second proof, so your mailbox alone doesn’t open the desk: whoever got into your mail would be in here as well.',
    again: 'What you are about to do asks for a proof from the last few minutes.',
    passkey: 'Use a passkey',
    otherSite: 'Your passkeys were made for another address of this magazine and don’t work at this one.',
    code: {
      title: 'Without your device',
      label: 'One of your recovery codes',
      hint: 'Sixteen letters and digits. Each works once; the owners are told by mail that you used one.',
      wrong: 'This isn’t one of your codes, or it has been used already.',
      button: 'Enter with this code',
    },
    owner: {
      title: 'Without either',
      lead: 'An owner who knows you can let you in. They get a mail; then ring them, or see them.',
      button: 'Ask an owner',
      number: (number) => `Your number is ${number}.`,
      wait: 'Tell it to an owner, by voice if you can. They type it at the desk, under Staff. It is good for an hour, and for this browser.',
      enter: 'I have been let in',
      notYet: 'No owner has typed your number yet.',
      approved: 'An owner has let you in.',
      nobody: 'You are the only owner. Whoever looks after the machine can make you a code there with this command:',
      command: 'npx tessera staff code',
    },
  },
  setUp: {
    title: 'Keep the desk yours',
    lead: 'At present, whoever gets into your mailbox gets into this desk. A second proof changes that. It takes a minute.',
    later: 'Not now',
    laterHint: 'You will be asked again in a week.',
    passkeyTitle: 'A passkey',
    passkey:
      'The first way, and the quickest: from then on you enter the way you unlock your device, without waiting for a mail.',
    use: 'Your passkey is there. Use it once now, so that you can be sure of it; from then on the desk asks for it.',
    useButton: 'Use it',
    stale: { before: 'You signed in a while ago. To add a passkey, please ', link: 'sign in once more', after: '.' },
    codesTitle: 'Or codes on paper',
    codes: 'Eight codes to keep where your papers are. Each lets you in once, after the mail.',
    codesInstead: 'Give me codes',
  },
  codes: {
    title: 'Recovery codes',
    lead: 'For the day your device is lost or broken. Each lets you into the desk once, together with your mailbox.',
    left: (left) => `You have ${left === 0 ? 'none' : left === 1 ? 'one' : left} left.`,
    none: 'You have none yet. Without one, a lost device means that another owner has to let you in.',
    make: 'Give me eight codes',
    makeAnew: 'Give me eight new codes',
    stale: { before: 'This asks for a proof from the last few minutes. Please ', link: 'give it once more', after: '.' },
    madeTitle: 'Your recovery codes',
    made: 'Print this page or copy them by hand: they are shown this once. Codes you had before don’t work any more.',
    tryOne: 'Enter one of them here, to be sure that you have them. The other seven stay good.',
    toDesk: 'On to the desk',
  },
  held: {
    before: 'You work at the desk, so nothing can be changed here by your mailbox alone. Please ',
    link: 'give your second proof',
    after: ' first.',
  },
  last: 'This is the last proof you have besides your mailbox, and the desk needs one. Add another passkey or make recovery codes first.',
  mail: {
    asks: {
      subject: (magazine) => `Somebody asks to be let in at ${magazine}`,
      lead: (email) => `${email} has signed in by mail, has no second proof at hand and asks an owner to let them into the desk.`,
      what: 'Speak with them before you do: by telephone or in person, and not by answering a mail. They have a number to tell you, which you type at the desk under Staff.',
    },
    'let-in': {
      subject: (magazine) => `Somebody was let in at ${magazine}`,
      lead: (email) => `An owner has let ${email} into the desk without a passkey or a recovery code.`,
      what: notThem,
    },
    'code-used': {
      subject: (magazine) => `A recovery code was used at ${magazine}`,
      lead: (email) => `${email} has entered the desk with a recovery code.`,
      what: notThem,
    },
    'codes-made': {
      subject: (magazine) => `New recovery codes at ${magazine}`,
      lead: (email) => `${email} has made new recovery codes for the desk. Any they had before don’t work any more.`,
      what: notThem,
    },
    'passkey-added': {
      subject: (magazine) => `A new passkey at the desk of ${magazine}`,
      lead: (email) => `${email} has added a passkey, with which they enter the desk.`,
      what: notThem,
    },
    'passkey-removed': {
      subject: (magazine) => `A passkey was removed at the desk of ${magazine}`,
      lead: (email) => `${email} has removed one of their passkeys.`,
      what: notThem,
    },
  },
  mailButton: 'The staff',
}
