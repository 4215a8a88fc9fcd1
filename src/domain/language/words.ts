import type { LocalDate } from '../pick.ts'
import type { PeriodKind } from '../policy.ts'
import type { EmailChangeWords, NewsletterWords } from './account-words.ts'
import type { DeskWords } from './desk-words.ts'
import type { DoorWords } from './door-words.ts'
import type { GiftWords } from './gift-words.ts'
import type { GroupWords } from './group-words.ts'
import type { AccountWords, MailWords, SignInWords } from './member-words.ts'
import type { PasskeyWords } from './passkey-words.ts'
import type { PaymentWords } from './payment-words.ts'
import type { PlanWords } from './plan-words.ts'
import type { Around, WithLink } from './sentence-forms.ts'

/** A heading, the sentence under it and, where there is something to press, what the button says. */
export type Way = { title: string; text: string; button: string }

/** One kind of period, and the day the current one began. */
export type ThisPeriod = { period: PeriodKind; periodStart: LocalDate }

/** What the about page explains: the meter's policy, as this magazine set it. */
export type Explained = { period: PeriodKind; visitor: number; member: number; zone: string; countsNewVisitors: boolean }

/**
 * Every sentence of the interface in one language. A language is one catalogue of this shape with its own plural rules; dates come in
 * already printed by the house style, counts as numbers. Sentences end in their own punctuation.
 */
export type Words = {
  /** BCP 47, for `<html lang>`. */
  language: string
  skip: string
  /** Between the items of a list: topics, names. */
  comma: string
  openingQuotes: string
  masthead: {
    sections: string
    you: string
    topics: string
    archive: string
    search: string
    searchLabel: string
    reading: string
    account: string
  }
  foot: { label: string; about: string; subscribe: string; signUp: string; reading: string }
  next: { label: string; headline: Around; loading: string; loaded: Around }
  pick: {
    readMoreAt: Around
    moreAbout: string
    by: (author: string | null) => string
    picture: Around
    runMap: RunMapWords
  }
  notice: {
    left: (left: number, period: PeriodKind) => string
    /** "this month", as a magazine's own sentence can have it. */
    period: (period: PeriodKind) => string
    read: (read: number, allowance: number) => string
    signUp: string
    subscribe: string
  }
  wall: WallWords
  front: {
    title: string
    older: (month: string) => string
    emptyTitle: string
    empty: string
    emptyDesk: WithLink
    emptyEnd: string
  }
  lists: { picks: (count: number) => string; since: (count: number, month: string) => string; earlier: (month: string) => string }
  strip: {
    label: (first: string, last: string) => string
    month: (month: string, count: number) => string
    scale: (picksPerTile: number) => string
  }
  topics: { title: string; count: (topics: number) => string; empty: string }
  topic: { kind: string; mostQuoted: string; neighbours: string }
  source: { kind: string; visit: (host: string) => string; topics: string; authors: string }
  archive: {
    title: string
    count: (picks: number, since: string) => string
    table: string
    year: string
    month: (month: string, count: number) => string
    empty: string
  }
  search: SearchWords
  reading: ReadingWords
  about: {
    title: (magazine: string) => string
    silent: string
    meter: string
    explain: (policy: Explained) => string[]
    seeReading: WithLink
  }
  join: JoinWords
  signIn: SignInWords
  account: AccountWords
  emailChange: EmailChangeWords
  newsletters: NewsletterWords
  mail: MailWords
  plans: PlanWords
  payments: PaymentWords
  passkeys: PasskeyWords
  desk: DeskWords
  door: DoorWords
  groups: GroupWords
  gifts: GiftWords
  notFound: { title: string; text: string; newest: string }
  problems: Record<Problem, { title: string; text: string }>
  problem: { requestId: Around; home: WithLink }
}

/** What may keep a request from being answered, apart from there being nothing at its address. */
export type Problem = 'unreadable' | 'not-from-here' | 'only-read' | 'too-long' | 'other-site' | 'broken' | 'closed'

/** Where the first passage begins and the last one ends comes in per cent of the article. */
export type RunMapWords = {
  label: (seen: { passages: number; from: number; to: number }) => string
  share: (quotedWords: number, sourceWords: number) => string
}

export type WallWords = {
  noAllowance: string
  spent: (state: ThisPeriod & { allowance: number }) => string
  opensAgain: Around
  subscribersOnly: string
  signUpFirst: string
  signUpFirstWhy: string
  notCounting: string
  notCountingWhy: string
  tryAgain: string
  ways: string
  /** For members, and where signing up opens nothing more. */
  way: string
  signUp: (allowance: { visitor: number; member: number }, period: PeriodKind) => Way
  subscribe: Way
  signIn: WithLink
  staysOpen: WithLink
}

export type SearchWords = {
  title: string
  titleFor: (query: string) => string
  label: string
  button: string
  hint: string
  found: (hits: number, more: boolean) => string
  nothing: (query: string) => string
  nothingHint: WithLink
  inExcerpt: string
}

export type ReadingWords = {
  title: string
  sum: (state: ThisPeriod & { allowance: number; left: number }) => string
  opensAgain: Around
  nothing: (allowance: number, period: PeriodKind) => string
  once: (period: PeriodKind) => string
  /** The source is null where the pick is gone. */
  opened: (source: string | null, date: string, time: string) => string
  time: (hour: number, minute: number) => string
  gone: string
  /** A period's heading; both forms of its first day come in printed. */
  periodTitle: (period: PeriodKind, printed: { month: string; day: string }) => string
  earlier: (count: number) => string
  kept: string
  /** For members who keep no history. */
  keptBriefly: (period: PeriodKind) => string
  forget: string
  /** How many of the period's readings have lost their titles. */
  forgotten: (count: number) => string
  forgetNote: (period: PeriodKind) => string
  start: WithLink
}

export type JoinWords = {
  signUp: { title: string; lead: (allowance: { visitor: number; member: number }, period: PeriodKind) => string }
  subscribe: { title: string; lead: string }
  table: {
    caption: string
    reader: string
    articles: (period: PeriodKind) => string
    visitor: string
    member: string
    subscriber: string
    noLimit: string
  }
  how: string
  noContact: string
  other: WithLink
}
