import { partsOf } from '../calendar-date.ts'
import { englishStyle } from '../house-style.ts'
import { emailChange, newsletters } from './en-account.ts'
import { desk } from './en-desk.ts'
import { door } from './en-door.ts'
import { gifts } from './en-gifts.ts'
import { groups } from './en-groups.ts'
import { account, mail, signIn } from './en-members.ts'
import { passkeys } from './en-passkeys.ts'
import { payments } from './en-payments.ts'
import { articles, counted, countedPicks, days, every, inThis, picks, sentence, spelled } from './en-phrases.ts'
import { plans } from './en-plans.ts'
import { runMap } from './en-run-map.ts'
import type { Explained, ThisPeriod, Words } from './words.ts'

const digits = new Intl.NumberFormat('en-US')

/** English, as it is shipped. */
export const en: Words = {
  language: 'en',
  skip: 'Straight to the text',
  comma: ', ',
  openingQuotes: '“‘"',
  masthead: {
    sections: 'Sections',
    you: 'You',
    topics: 'Topics',
    archive: 'Archive',
    search: 'Search',
    searchLabel: 'Search the picks',
    reading: 'My reading',
    account: 'Account',
  },
  foot: {
    label: 'The magazine',
    about: 'About',
    subscribe: 'Subscribe',
    signUp: 'Sign up',
    reading: 'My reading',
  },
  next: {
    label: 'Next pick',
    headline: ['Next pick: ', ''],
    loading: 'The next pick is on its way.',
    loaded: ['The next pick follows: ', ''],
  },
  pick: {
    readMoreAt: ['Read more at ', ''],
    moreAbout: 'More about: ',
    picture: ['Picture: ', ''],
    by: (author) => (author === null ? '' : `${author} in `),
    runMap,
  },
  notice: {
    left: (left, period) => `You have ${left === 0 ? 'no' : digits.format(left)} free ${articles(left)} left ${inThis(period)}`,
    period: inThis,
    read: (read, allowance) => `${read} of ${allowance} read`,
    signUp: 'Sign up now for unlimited access',
    subscribe: 'Subscribe Now',
  },
  wall: {
    noAllowance: 'Excerpts here are for readers who have signed up.',
    spent: ({ allowance, ...when }) => `You have read your ${yours(allowance)} for ${nameOf(when)}.`,
    opensAgain: ['Reading opens again on ', '.'],
    subscribersOnly: 'This article is for subscribers.',
    signUpFirst: 'Please sign up to read on.',
    signUpFirstWhy:
      'A great many new readers have come from your network in the past hour. Until it is quieter there we ask new ones to sign up, which is free; whoever has been here before reads on as always.',
    notCounting: 'This article can’t be opened at the moment.',
    notCountingWhy:
      'What counts the free articles isn’t answering. Nothing has been taken off yours. Please try again in a minute.',
    tryAgain: 'Try again',
    ways: 'To go on reading today there are two ways.',
    way: 'To go on reading today there is one way.',
    signUp: ({ visitor, member }, period) => ({
      title: 'Sign up',
      text:
        member > visitor
          ? `Free. ${sentence(counted(member))} ${every(period)}${insteadOf(visitor)}, on all your devices together.`
          : 'Free. Your articles are counted together on all your devices.',
      button: 'Sign up free',
    }),
    subscribe: { title: 'Subscribe', text: 'All articles, as many as you like, and nothing is counted.', button: 'Subscribe' },
    signIn: { before: 'Signed up already? ', link: 'Sign in', after: '.' },
    staysOpen: { before: 'What you have opened ', link: 'stays open to you', after: '.' },
  },
  front: {
    title: 'Newest picks',
    older: (month) => `Older picks, from ${month}`,
    emptyTitle: 'The first pick is still to come',
    empty: 'As soon as the editors publish one it stands here, the newest on top.',
    emptyDesk: {
      before: 'If this magazine is yours, write it at the ',
      link: 'desk',
      after: ', or bring in a file of picks with ',
    },
    emptyEnd: '.',
  },
  lists: {
    picks: (count) => picks(count),
    since: (count, month) => `${sentence(countedPicks(count))} since ${month}.`,
    earlier: (month) => `Earlier picks, before ${month}`,
  },
  strip: {
    label: (first, last) => (first === last ? `Picks in ${first}` : `Picks by month, ${first} to ${last}`),
    month: (month, count) => `${month}: ${digits.format(count)}`,
    scale: (picksPerTile) => `One tile for every ${spelled(picksPerTile)} picks begun.`,
  },
  topics: {
    title: 'Topics',
    count: (count) =>
      count === 1
        ? 'One topic, with the number of its picks and the day of the newest.'
        : `${sentence(spelled(count))} topics, with the number of picks in each and the day of the newest.`,
    empty: 'A topic appears here with the first pick that is about it.',
  },
  topic: { kind: 'Topic', mostQuoted: 'Quoted most on this', neighbours: 'Topics nearby' },
  source: { kind: 'Source', visit: (host) => host, topics: 'Quoted on', authors: 'Authors' },
  archive: {
    title: 'Archive',
    count: (count, since) => `${sentence(countedPicks(count))} since ${since}.`,
    table: 'Picks in each month',
    year: 'Year',
    month: (month, count) => `${month}, ${picks(count)}`,
    empty: 'There is nothing in the archive yet. Every pick comes here on the day it is published.',
  },
  search: {
    title: 'Search',
    titleFor: (query) => `Search: ${query}`,
    label: 'Words to look for',
    button: 'Search',
    hint: 'Headlines, introductions, sources and topics are searched, and the excerpts you have opened.',
    found: (hits, more) =>
      more ? `The first ${picks(hits)}. Another word would narrow them down.` : `${sentence(countedPicks(hits))}.`,
    nothing: (query) => `No pick has “${query}”.`,
    nothingHint: { before: 'Try fewer words or another spelling, or look through the ', link: 'topics', after: '.' },
    inExcerpt: 'In the excerpt, which you have opened',
  },
  reading: {
    title: 'What I have read',
    sum: ({ allowance, left, ...when }) => summed(allowance, left, nameOf(when)),
    opensAgain: ['The count starts again on ', '.'],
    nothing: (allowance, period) =>
      `Nothing has been counted for you yet. There ${allowance === 1 ? 'is' : 'are'} ${counted(allowance, 'free ')} for you ${inThis(period)}.`,
    once: (period) => `An article is counted once, when its excerpt opens. Coming back to it ${inThis(period)} costs nothing.`,
    opened: (source, date, time) => `${source === null ? 'Opened' : `${source}, opened`} ${date}, ${time}`,
    time: (hour, minute) => `${hour % 12 || 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'a.m.' : 'p.m.'}`,
    gone: 'An article that has left the magazine',
    periodTitle: (period, printed) =>
      ({ month: printed.month, week: `Week of ${printed.day}`, rolling: `From ${printed.day}` })[period.kind],
    earlier: (count) => `${sentence(counted(count))}.`,
    kept: 'The list is shown to you alone. It is kept for 13 months, then deleted.',
    keptBriefly: (period) =>
      `The list is shown to you alone. As you have chosen, its titles are deleted when ${period.kind === 'rolling' ? 'the period' : `the ${period.kind}`} is over.`,
    forget: 'Forget my list',
    forgotten: (count) => `${sentence(counted(count))} you had us forget.`,
    forgetNote: (period) =>
      `The titles are deleted at once and for good. The number read ${inThis(period)} stays, and an article opened again is counted again.`,
    start: { before: 'A good place to begin: the ', link: 'newest picks', after: '.' },
  },
  about: {
    title: (magazine) => `About ${magazine}`,
    silent: 'The editors have not written about themselves yet.',
    meter: 'How reading works here',
    explain: explained,
    seeReading: { before: 'What has been counted for you, and what is left, stands under ', link: 'My reading', after: '.' },
  },
  join: {
    signUp: {
      title: 'Sign up',
      lead: ({ visitor, member }, period) =>
        member > visitor
          ? `Signing up is free. You then have ${counted(member)} ${every(period)}${insteadOf(visitor)}, counted together on all your devices.`
          : 'Signing up is free, and your articles are counted together on all your devices.',
    },
    subscribe: {
      title: 'Subscribe',
      lead: 'Subscribers open as many articles as they like, and nothing is counted. They are also who pays for the reading that goes into these pages.',
    },
    table: {
      caption: 'What each kind of reader may open',
      reader: 'Reader',
      articles: (period) => `Articles ${every(period)}`,
      visitor: 'Not signed up',
      member: 'Signed up',
      subscriber: 'Subscriber',
      noLimit: 'No limit',
    },
    how: 'To subscribe',
    noContact: 'The editors have not said yet how to reach them. Please look in again soon.',
    other: { before: 'Or ', link: 'sign up', after: ', which is free.' },
  },
  signIn,
  account,
  emailChange,
  newsletters,
  mail,
  plans,
  payments,
  passkeys,
  desk,
  door,
  groups,
  gifts,
  notFound: {
    title: 'There is nothing at this address',
    text: 'The page may have moved, or a letter gone missing on the way. Search for it, or begin with what is new.',
    newest: 'Newest picks',
  },
  problems: {
    unreadable: {
      title: 'This request didn’t work',
      text: 'What was sent couldn’t be read. Go back, reload the page and try once more.',
    },
    'not-from-here': {
      title: 'This request didn’t work',
      text: 'For your safety this can only be done from a page of this site. Go back, reload the page and press the button again.',
    },
    'only-read': { title: 'This request didn’t work', text: 'What stands at this address can only be read.' },
    'too-long': { title: 'This request didn’t work', text: 'The address is too long.' },
    'other-site': { title: 'This isn’t our address', text: 'The site you were looking for has another one.' },
    broken: {
      title: 'Something broke on our side',
      text: 'It has been written down under the number below. Please try again in a minute.',
    },
    closed: {
      title: 'Closed for a moment',
      text: 'Nothing can be saved or looked up at present. Please try again in a minute.',
    },
  },
  problem: {
    requestId: ['If you write to us about it, please mention ', '.'],
    home: { before: 'Back to the ', link: 'front page', after: '.' },
  },
}

/** What follows "your": "three free articles", but "free article", since one needs no number there. */
function yours(count: number): string {
  return count === 1 ? 'free article' : counted(count, 'free ')
}

/** Nothing where the visitor has none: "five articles a month" says it all. */
function insteadOf(visitor: number): string {
  return visitor === 0 ? '' : ` instead of ${spelled(visitor)}`
}

function nameOf({ period, periodStart }: ThisPeriod): string {
  if (period.kind === 'month') return englishStyle.date.months[partsOf(periodStart).month - 1] ?? ''
  return period.kind === 'week' ? 'this week' : `these ${days(period.days)}`
}

function summed(allowance: number, left: number, period: string): string {
  const read = Math.max(0, allowance - left)
  if (allowance === 0) return `There are no free articles for ${period}.`
  if (read === 0 && allowance === 1) return `Your free article for ${period} is still to be read.`
  if (read === 0)
    return `${allowance === 2 ? 'Neither' : 'None'} of your ${spelled(allowance)} free articles for ${period} is read yet.`
  if (left === 0 && allowance === 1) return `Your free article for ${period} is read.`
  if (left === 0) return `${allowance === 2 ? 'Both' : `All ${spelled(allowance)}`} of your free articles for ${period} are read.`
  return `${sentence(spelled(read))} of your ${spelled(allowance)} free articles for ${period} ${read === 1 ? 'is' : 'are'} read; ${spelled(left)} ${left === 1 ? 'is' : 'are'} left.`
}

function explained({ period, visitor, member, zone, countsNewVisitors }: Explained): string[] {
  const renewal = {
    month: 'on the first of each month',
    week: 'every Monday',
    rolling: `${period.kind === 'rolling' ? days(period.days) : ''} after the first article you opened`,
  }[period.kind]
  const busy =
    'So when a great many new readers come from one network within an hour, the next new one is asked to sign up first. Readers who have been here before never notice, and no address is stored.'
  return [
    `Headlines, dates and our introductions are open to everyone. Excerpts are counted: ${mayOpen(visitor, member, every(period))}. Subscribers read without a count.`,
    `An article is counted once, when its excerpt first opens for you, and the line below it says how many are left. The count starts again ${renewal}, at midnight ${placeOf(zone)}.`,
    'To count, we set one cookie in your browser with a random number in it and keep a list of what that number has opened. It holds no name, nothing about your device goes with it, and nobody else hears of it.',
    'If you clear your cookies we no longer know you, and a new count begins. We would rather tell you so than follow you around. If you catch yourself doing it every month, you are who subscriptions were made for.',
    ...(countsNewVisitors ? [busy] : []),
    'Where you have signed in, another cookie says so for 400 days at most, without your address in it. Strangers who ask for mails in your name then can’t keep yours from you.',
  ]
}

function mayOpen(visitor: number, member: number, time: string): string {
  if (visitor === 0) return member === 0 ? 'none is free' : `once you have signed up you may open ${spelled(member)} ${time}`
  const more = member > visitor ? `, and ${spelled(member)} if you have signed up` : ''
  return `you may open ${spelled(visitor)} ${time}${more}`
}

/** "in Buenos Aires" for `America/Argentina/Buenos_Aires`; zones that are no place stand for themselves. */
function placeOf(zone: string): string {
  const place = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone
  return zone.includes('/') && !zone.startsWith('Etc/') ? `in ${place}` : place
}
