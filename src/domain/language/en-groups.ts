import type { Opens } from '../subscription.ts'
import type { GroupWords } from './group-words.ts'

const plural = new Intl.PluralRules('en')
const digits = new Intl.NumberFormat('en-US')

const opens: Record<Opens, string> = {
  everything: 'A seat opens every article, without a count.',
  metered: 'A seat opens every article that is counted otherwise.',
}

/** English for groups. */
export const groups: GroupWords = {
  title: 'Groups',
  place: { before: 'A school, a company or a library may have a seat for you. It stands under ', link: 'Groups', after: '.' },
  intro: 'Schools, companies and libraries can give their people seats here. Whoever has one reads without a limit.',
  none: 'You have no seat at present. If your school or company has some, its administrator can invite you.',
  courtesy: ['Read by courtesy of ', '.'],
  seats: {
    title: 'Your seats',
    row: ({ since, cameBy, until }) => {
      const how = cameBy === 'domain' ? 'By your e-mail address' : 'By invitation'
      return `${how}, since ${since}${until === null ? '' : `, through ${until}`}`
    },
    over: (until) => `The agreement ended on ${until}`,
    leave: 'Give up the seat',
    leaveOf: (group) => `Give up the seat: ${group}`,
  },
  offer: {
    title: 'A seat for you',
    text: (group) => `Your e-mail address belongs to ${group}, which has seats for its people.`,
    opens,
    shown: 'Its administrator sees your name and your address, and never what you read.',
    button: 'Take a seat',
    noneLeft: (group) => `All seats of ${group} are taken at the moment. Its administrator can make room.`,
    goOn: { before: 'Or ', link: 'go on without it', after: '.' },
  },
  administered: {
    title: 'You look after',
    row: ({ taken, seats }) => (seats === 0 ? 'Without seats' : used(taken, seats)),
  },
  group: {
    back: { before: 'All of your ', link: 'groups', after: '' },
    opens,
    term: (from, until) => (until === null ? `Agreed from ${from} on.` : `Agreed from ${from} through ${until}.`),
    over: (until) => `The agreement ended on ${until}. The seats open nothing at present.`,
    seats: 'Seats',
    left: (taken, seats) => {
      if (seats === null) return `${used(taken, seats)}. There is no limit.`
      return `${used(taken, seats)}. ${seats === taken ? 'None is' : `${digits.format(seats - taken)} ${are(seats - taken)}`} left.`
    },
    noSeats: 'This group has no seats; its readers come from its networks.',
    since: (name, cameBy, date) => {
      const how = cameBy === 'domain' ? 'by e-mail address' : 'by invitation'
      return `${name === null ? '' : `${name}, `}${how}, since ${date}`
    },
    remove: 'Remove',
    removeOf: (email) => `Remove: ${email}`,
    nobody: 'Nobody has taken a seat yet.',
    invite: 'Invite',
    label: 'E-mail addresses',
    hint: 'One a line. Each gets a mail with a link, and takes a seat by signing in with that address.',
    button: 'Send the invitations',
    sent: (mails) => (mails === 1 ? 'One invitation is on its way.' : `${digits.format(mails)} invitations are on their way.`),
    open: 'Invited',
    invited: (date, until) => `Invited ${date}, good through ${until}`,
    revoke: 'Take back',
    revokeOf: (email) => `Take back: ${email}`,
    more: 'More people are invited than there are seats. Whoever comes first has one.',
    places: 'Without invitation',
    domains: (domains) => `Whoever signs in with an address at ${domains.join(', ')} is offered a seat.`,
    networks: (networks) => `Readers from ${networks.join(', ')} need no seat.`,
    placesHint: 'To change these, write to the magazine.',
    handOver: 'Hand over',
    handOverText: 'Somebody else with a seat can look after the group. You can’t from then on.',
    handOverLabel: 'Who takes over',
    handOverButton: 'Hand over the group',
    handOverFirst: 'To hand the group over, first invite the person who is to look after it.',
  },
  problems: {
    'bad-address': 'isn’t an e-mail address.',
    'has-seat': 'has a seat already.',
    'just-invited': 'was invited within the past hour. Please give the mail some time.',
    'enough-mail': 'has been written to often enough for today.',
    'day-limit': 'has to wait until tomorrow: a group can send 200 invitations a day.',
    ended: 'can’t be invited, since the agreement has ended.',
  },
  refused: (lines) => (lines === 1 ? 'One line led to no mail:' : `${digits.format(lines)} lines led to no mail:`),
  nothingTyped: 'Type at least one e-mail address, and its owner gets a mail.',
  report: {
    title: 'What was read',
    caption: 'Readers and articles by month',
    month: 'Month',
    way: 'Through',
    readers: 'Readers',
    readings: 'Articles',
    ways: { seat: 'seats', network: 'networks' },
    nothing: 'Nothing has been read yet.',
    note: 'Each article is counted once a month for each reader. Who has read what is kept nowhere.',
    download: { before: '', link: 'Download the table', after: ' as CSV.' },
  },
  invitation: {
    title: (group) => `A seat from ${group}`,
    lead: (magazine, what) =>
      `${magazine} is open to you: ${what === 'everything' ? 'every article' : 'articles without a limit'}, as long as you have the seat.`,
    for: ['The invitation is for ', '.'],
    shown: 'The administrator of the group sees your name and your address, and never what you read.',
    button: 'Take the seat',
    signIn: 'Sign in and take it',
    signInHint: 'Sign in with the address the invitation went to. If you have no account yet, that makes one.',
    other: ['You are signed in as ', '.'],
    otherHint: 'Sign out, and then open the link in the mail again.',
    signOut: 'Sign out',
    full: 'All seats are taken at the moment. The invitation stays good; the administrator of the group can make room.',
    deadTitle: 'This invitation doesn’t work any more',
    dead: 'It has been accepted or taken back, its two weeks are over, or a newer mail has gone out. Whoever invited you can do so again.',
    toAccount: { before: 'If you have accepted it, your seat stands under ', link: 'Groups', after: '.' },
  },
  mail: {
    invitation: {
      subject: (group, magazine) => `${group} has a seat for you at ${magazine}`,
      lead: (group, magazine) => `${group} invites you to read ${magazine}.`,
      opens: {
        everything: 'Your seat opens every article, without a count.',
        metered: 'Your seat opens the articles that others have a limited number of.',
      },
      use: 'Open this link and sign in with the address this mail came to:',
      button: 'Take the seat',
      short: (days) => `The link works once, for ${days} days. If you want no seat, there is nothing to do.`,
    },
    handedOver: {
      subject: (group) => `You look after ${group} now`,
      lead: (group, magazine) =>
        `The administrator of ${group} has handed the group over to you. At ${magazine} you can invite people, take seats back and see how much is read.`,
      button: 'See the group',
    },
  },
}

function used(taken: number, seats: number | null): string {
  if (seats === null) return `${digits.format(taken)} ${plural.select(taken) === 'one' ? 'seat' : 'seats'} taken`
  return `${digits.format(taken)} of ${digits.format(seats)} ${plural.select(seats) === 'one' ? 'seat' : 'seats'} taken`
}

function are(count: number): string {
  return plural.select(count) === 'one' ? 'is' : 'are'
}
