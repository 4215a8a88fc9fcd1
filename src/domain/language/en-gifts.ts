import type { GiftPause } from '../gift.ts'
import type { GiftListWords, GiftWords, GivingWords } from './gift-words.ts'

const plural = new Intl.PluralRules('en')
const digits = new Intl.NumberFormat('en-US')

const giving: GivingWords = {
  title: 'Give this pick',
  how: ({ days, openings }) =>
    `You get a link that opens this one pick for whoever has it, for ${count(days, 'day')}. Nothing is counted for them. After ${count(openings, 'reader')} it pauses, and we ask you.`,
  left: (left) =>
    `You can give ${left === 0 ? 'no' : left === 1 ? 'one' : digits.format(left)} more ${left === 1 ? 'pick' : 'picks'} this month.`,
  showName: (name) => `Say that it comes from ${name}`,
  showNameHint: 'Otherwise it says: a gift from a subscriber.',
  noName: {
    before: 'It will say: a gift from a subscriber. To have your name there, first give it in ',
    link: 'your account',
    after: '.',
  },
  button: 'Make the link',
  givenTitle: 'Here is your link',
  given: 'Copy it and send it to whom you like. We keep no copy, so it is shown only now.',
  label: 'Link',
  until: (date) => `It opens the pick until ${date}.`,
  toList: { before: 'How often it is opened, and how to take it back, stands under ', link: 'Gifts', after: '.' },
  inHandTitle: 'You have given this pick already',
  inHand: (date) =>
    `Its link goes on until ${date}. We keep no copy of it. If you have lost it, make a new one: it costs nothing of your month, and the old one stops.`,
  newLink: 'Make a new link',
  spentTitle: 'This month’s gifts are given',
  spent: (perMonth, day) =>
    `You have made ${count(perMonth, 'link')}, which is what a month gives. From ${day} on there are new ones.`,
  openTitle: 'This pick is open to everyone',
  open: 'It needs no gift. Whoever you send its address to can read it.',
  closedTitle: 'Giving is for subscribers',
  closed: {
    before: 'Whoever can open a pick without counting can give it to others. ',
    link: 'See what subscribing gives',
    after: '.',
  },
  offTitle: 'Picks can’t be given at present',
  off: 'The editors have switched gifts off for now.',
  back: { before: 'Back to ', link: 'the pick', after: '.' },
}

const list: GiftListWords = {
  title: 'Gifts',
  left: (left, perMonth) =>
    left === 0
      ? `All ${count(perMonth, 'gift')} of this month are given.`
      : `You can give ${left === 1 ? 'one more pick' : `${digits.format(left)} more picks`} this month.`,
  off: 'The editors have switched gifts off for now.',
  nothing:
    'You haven’t given a pick in the past months. Under each one that a subscription opens for you stands “Give this pick”.',
  gone: 'A pick that has left the magazine',
  given: (date) => `Given ${date}`,
  opened: (times) => (times === 0 ? 'not opened yet' : `opened by ${count(times, 'reader')}`),
  until: (date) => `lasts until ${date}`,
  expired: (date) => `over since ${date}`,
  ended: 'taken back',
  closed: 'Without a subscription of yours nobody new can open it.',
  noPick: 'As long as the pick isn’t in the magazine nobody can open it.',
  paused: (why) =>
    `${pausedWhy(why)} ${why === 'many' ? 'Letting it go on, with this link or a new one, takes one of this month’s gifts.' : 'Let it go on, or make a new link if this one has got about.'}`,
  resume: 'Let it go on',
  newLink: 'New link',
  end: 'Take back',
  of: (button, headline) => `${button}: ${headline}`,
  stays: {
    spent: (day) => `It stays paused: this month’s gifts are given. From ${day} on there are new ones.`,
    closed: 'It stays as it is: giving is for subscribers.',
  },
}

/** English for gifts. */
export const gifts: GiftWords = {
  give: 'Give this pick',
  from: (giver) => (giver === '' ? 'A gift from a subscriber' : `A gift from ${giver}`),
  notCounted: 'It costs none of your free articles.',
  resting: 'The gift you came with has paused, because so many have opened it. Whoever gave it knows and can let it go on.',
  over: 'The gift you came with opens nothing any more. Whoever gave it can give it again.',
  place: {
    title: 'Gifts',
    text: {
      before: 'Which picks you have given to others, and how often they were opened, stands under ',
      link: 'Gifts',
      after: '.',
    },
  },
  giving,
  list,
  gone: {
    title: 'This link opens nothing',
    text: 'A gift lasts some days, and only until whoever gave it takes it back. Please ask them for another link.',
    tooMany: 'Very many links that don’t exist have been tried from your network. Please open yours again in an hour.',
    newest: { before: 'Meanwhile, here are the ', link: 'newest picks', after: '.' },
  },
  mail: {
    subject: 'A gift link of yours has paused',
    paused: (headline, why) => `You have given “${headline}” to others by a link. ${pausedWhy(why)}`,
    next: (hours) =>
      `Who has opened it can read it for another ${count(hours, 'hour')}. You can let it go on, make a new link, or take it back:`,
    button: 'Your gifts',
  },
}

function pausedWhy(why: GiftPause): string {
  return why === 'many'
    ? 'It has paused: as many have opened it as one link is for.'
    : 'It has paused: very many opened it within an hour.'
}

function count(number: number, noun: string): string {
  return `${digits.format(number)} ${noun}${plural.select(number) === 'one' ? '' : 's'}`
}
