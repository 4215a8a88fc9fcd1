import { faces } from './face.ts'
import type { Magazine } from './magazine.ts'
import { nearestName } from './nearest-name.ts'
import { noticeText } from './notice-form.ts'
import {
  colour,
  count,
  crawlers,
  emailOrNone,
  type Form,
  line,
  networks,
  oneOf,
  type Parsed,
  paragraphs,
  periodKind,
} from './setting-forms.ts'
import { isZone } from './zone.ts'

/** One thing a magazine decides about itself. */
type Setting<T> = {
  /** One line: what it is, and how it is written where that isn't plain. */
  help: string
  initial: T
  parse: (text: string) => Parsed<T>
  /** The text as it is kept and shown, or the reason why it can't be used. */
  normalize: (text: string) => Parsed<string>
  initialText: string
}

const zone: Form<string> = {
  parse(text) {
    const value = text.trim()
    if (isZone(value)) return { ok: true, value }
    const near = nearestName(value, Intl.supportedValuesOf('timeZone'))
    const hint = near === null ? 'Write it as Europe/Berlin or America/New_York; UTC is one too.' : `Did you mean ${near}?`
    return { ok: false, reason: `“${value}” is not a time zone. ${hint}` }
  },
  print: (value) => value,
}

const places = ['{left}', '{period}']

/** Every setting of a magazine by name, in the order they are shown. */
export const settings = {
  name: setting('The name of the magazine', 'Tessera', line({ longest: 80, shortest: 1 })),
  tagline: setting('One line under the name on the front page; may be empty', 'Picks from our reading', line({ longest: 200 })),
  imprint: setting('Stands in the foot of every page after the name; may be empty', '', line({ longest: 200 })),
  about: setting(
    'The about page: paragraphs with an empty line between them',
    [
      'The editors of this magazine read widely, and pass on what was worth the time: a few words of their own, a passage from the article, and the way to the rest of it.',
      'Who they are and what they look for, they haven’t written down here yet.',
    ],
    paragraphs({ longest: 20_000 }),
  ),
  contact: setting(
    'How to reach the magazine, on the subscribe page: paragraphs with an empty line between them',
    ['The editors haven’t said so far how to reach them. Once they do, you will find it in this place.'],
    paragraphs({ longest: 5_000, fewest: 1 }),
  ),
  accent: setting('The one colour, as #rrggbb; it is darkened or lightened where it would be hard to read', '#23409b', colour),
  face: setting('The face of the text: serif, sans, or device for what each reader’s device has', 'serif', oneOf(faces)),
  zone: setting('The time zone whose calendar the meter and the dates follow, such as Europe/Berlin', 'UTC', zone),
  period: setting('What the allowance renews with: month, week, or rolling:N for N days', { kind: 'month' }, periodKind),
  'allowance.visitors': setting('Readings a period for visitors, who have no account (0 to 1000)', 3, count({ most: 1000 })),
  'allowance.members': setting('Readings a period for members (0 to 1000)', 5, count({ most: 1000 })),
  newVisitorsPerHour: setting(
    'New visitors an hour from one network before the next is asked to sign up; 0 asks nobody',
    60,
    count({ most: 1_000_000 }),
  ),
  sharedNetworks: setting('Networks that limit never touches, such as a library’s: 203.0.113.0/24, 2001:db8::/32', [], networks),
  graceDays: setting('Days a subscription that renews itself goes on when a payment is late (0 to 90)', 7, count({ most: 90 })),
  giftsPerMonth: setting(
    'Gift links a subscriber may make a month; 0 turns gifts off, those already made too',
    10,
    count({ most: 1000 }),
  ),
  giftDays: setting('Days a gift link opens its pick for (1 to 365)', 14, count({ fewest: 1, most: 365 })),
  giftOpenings: setting(
    'Readers who may open one gift link before it pauses itself (1 to 1000000)',
    100,
    count({ fewest: 1, most: 1_000_000 }),
  ),
  giftOpeningsPerHour: setting(
    'Readers within an hour after whom a gift link pauses itself; 0 for no such limit',
    30,
    count({ most: 1_000_000 }),
  ),
  quotedPercent: setting(
    'The share of an article that a pick may quote, in percent (1 to 100); 0 for no limit. The desk warns',
    15,
    count({ most: 100 }),
  ),
  quotedWordsPerMonth: setting(
    'Words a month that picks may quote of one source; 0 for no limit. The desk warns',
    0,
    count({ most: 1_000_000 }),
  ),
  quotedTooMuch: setting(
    'What happens to a pick that would quote more of a source than that: warn, or refuse to publish it',
    'warn',
    oneOf(['warn', 'refuse']),
  ),
  watchMinutes: setting(
    'Minutes that a source’s site is left alone after each look at an article quoted (0 to 1440); 0 looks at none',
    10,
    count({ most: 1_440 }),
  ),
  mailFrom: setting('The address mail comes from; empty is no-reply@ and the host of TESSERA_URL', '', emailOrNone),
  crawlers: setting(
    'Robots that read every metered pick once proved, one a line: Findbot: 192.0.2.0/24, a.example, ed25519:KEY',
    [],
    crawlers,
  ),
  'notice.none': setting(
    'The line under a pick when nothing is left; may hold {period}. Empty is ours',
    '',
    noticeText({ may: ['{period}'] }),
  ),
  'notice.one': setting(
    'The same when one is left; may hold {left} and {period}. Empty is ours',
    '',
    noticeText({ may: places }),
  ),
  'notice.other': setting(
    'The same when more are left; holds {left}, may hold {period}. Empty is ours',
    '',
    noticeText({ may: places, needs: '{left}' }),
  ),
  'notice.signUp': setting('The link under that line for visitors. Empty is ours', '', noticeText({})),
  'notice.subscribe': setting('The button under that line. Empty is ours', '', noticeText({})),
} as const

export type SettingName = keyof typeof settings

/** The settings' names, in the order they are shown. */
export const settingNames = Object.keys(settings) as SettingName[]

/** Whether there is a setting of this name. */
export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(settings, name)
}

/** The magazine that these stored settings make. What isn't stored or can't be read has its default; `listUnreadable` tells which. */
export function magazineFrom(stored: Readonly<Record<string, string>>): Magazine {
  const value = <T>(name: SettingName, { parse, initial }: Setting<T>): T => {
    const text = Object.hasOwn(stored, name) ? stored[name] : undefined
    const parsed = text === undefined ? null : parse(text)
    return parsed?.ok ? parsed.value : initial
  }
  return {
    name: value('name', settings.name),
    tagline: value('tagline', settings.tagline),
    imprint: value('imprint', settings.imprint),
    about: value('about', settings.about),
    contact: value('contact', settings.contact),
    accent: value('accent', settings.accent),
    face: value('face', settings.face),
    zone: value('zone', settings.zone),
    policy: {
      period: value('period', settings.period),
      allowance: {
        visitor: value('allowance.visitors', settings['allowance.visitors']),
        member: value('allowance.members', settings['allowance.members']),
      },
    },
    gifts: {
      perMonth: value('giftsPerMonth', settings.giftsPerMonth),
      days: value('giftDays', settings.giftDays),
      openings: value('giftOpenings', settings.giftOpenings),
      openingsPerHour: value('giftOpeningsPerHour', settings.giftOpeningsPerHour),
    },
    quotes: {
      percent: value('quotedPercent', settings.quotedPercent),
      wordsPerMonth: value('quotedWordsPerMonth', settings.quotedWordsPerMonth),
      tooMuch: value('quotedTooMuch', settings.quotedTooMuch),
    },
    watchMinutes: value('watchMinutes', settings.watchMinutes),
    newVisitorsPerHour: value('newVisitorsPerHour', settings.newVisitorsPerHour),
    sharedNetworks: value('sharedNetworks', settings.sharedNetworks),
    graceDays: value('graceDays', settings.graceDays),
    mailFrom: value('mailFrom', settings.mailFrom),
    crawlers: value('crawlers', settings.crawlers),
    notices: {
      none: value('notice.none', settings['notice.none']),
      one: value('notice.one', settings['notice.one']),
      other: value('notice.other', settings['notice.other']),
      signUp: value('notice.signUp', settings['notice.signUp']),
      subscribe: value('notice.subscribe', settings['notice.subscribe']),
    },
  }
}

/** What is stored but can't be used: names that are no setting, and values that can't be read. */
export function listUnreadable(stored: Readonly<Record<string, string>>): { name: string; reason: string }[] {
  return Object.entries(stored).flatMap(([name, text]) => {
    if (!isSettingName(name)) return [{ name, reason: 'There is no setting of this name.' }]
    const parsed = settings[name].normalize(text)
    return parsed.ok ? [] : [{ name, reason: parsed.reason }]
  })
}

function setting<T>(help: string, initial: T, { parse, print }: Form<T>): Setting<T> {
  const normalize = (text: string): Parsed<string> => {
    const parsed = parse(text)
    return parsed.ok ? { ok: true, value: print(parsed.value) } : parsed
  }
  return { help, initial, parse, normalize, initialText: print(initial) }
}
