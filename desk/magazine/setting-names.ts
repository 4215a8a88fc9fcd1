import type { GroupName, SettingGroup } from '../../src/domain/setting-groups.ts'

/** A setting that the desk shows. */
export type ShownSetting = GroupName<SettingGroup>

/** What each setting is called: over its field, and in the log. */
export const settingNames: Readonly<Record<ShownSetting, string>> = {
  name: 'Name',
  tagline: 'Tag line',
  imprint: 'Imprint',
  about: 'About',
  contact: 'Contact',
  mailFrom: 'Address that mail comes from',
  accent: 'Accent',
  face: 'Face of the text',
  period: 'Readings renew with',
  zone: 'Time zone',
  'allowance.visitors': 'Readings for visitors',
  'allowance.members': 'Readings for members',
  graceDays: 'Days of grace',
  newVisitorsPerHour: 'Newcomers an hour from one network',
  sharedNetworks: 'Shared networks',
  crawlers: 'Robots that may read',
  giftsPerMonth: 'Links a month',
  giftDays: 'Days a link opens',
  giftOpenings: 'Readers of one link',
  giftOpeningsPerHour: 'Within an hour',
  quotedPercent: 'Percent of an article',
  quotedWordsPerMonth: 'Words of a source a month',
  quotedTooMuch: 'Beyond that',
  watchMinutes: 'Minutes between looks at a source’s site',
  'notice.none': 'When none is left',
  'notice.one': 'When one is left',
  'notice.other': 'When several are left',
  'notice.signUp': 'Link for visitors',
  'notice.subscribe': 'Button',
}

/** What readings may renew with. */
export const periodNames = {
  month: 'A calendar month',
  week: 'A calendar week, from Monday',
  rolling: 'So many days from the first reading',
} as const

/** What becomes of a pick that quotes too much. */
export const tooMuchNames = { warn: 'The editor is warned', refuse: 'The pick isn’t published' } as const

/** The faces that a magazine may have. */
export const faceNames = { serif: 'Serif', sans: 'Sans', device: 'The device’s own' } as const

/** Some names say enough only under the heading of their part of the page; away from it the heading goes before. */
const headings: Partial<Record<ShownSetting, string>> = {
  giftsPerMonth: 'Gifts',
  giftDays: 'Gifts',
  giftOpenings: 'Gifts',
  giftOpeningsPerHour: 'Gifts',
  quotedPercent: 'Quoting',
  quotedWordsPerMonth: 'Quoting',
  quotedTooMuch: 'Quoting',
  watchMinutes: 'Source watch',
}

/** What a setting is called where it stands alone; one that there is no longer keeps the name it had. */
export function settingNameAlone(name: string): string {
  if (!isShown(name)) return name
  const called = settingNames[name]
  const heading = headings[name]
  return heading === undefined ? called : `${heading}, ${called.charAt(0).toLowerCase()}${called.slice(1)}`
}

/** What a setting is set to, as its page says it. */
export function settingValue(name: string, text: string): string {
  if (text === '') return 'nothing'
  const [kind = '', days] = text.split(':')
  if (name === 'period') return days === undefined ? calledIn(periodNames, kind) : `${days} days from the first reading`
  if (name === 'quotedTooMuch') return calledIn(tooMuchNames, text)
  return name === 'face' ? calledIn(faceNames, text) : text
}

function isShown(name: string): name is ShownSetting {
  return Object.hasOwn(settingNames, name)
}

function calledIn(names: Readonly<Record<string, string>>, value: string): string {
  return names[value] ?? value
}
