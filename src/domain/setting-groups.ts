import type { SettingName } from './settings.ts'

/** The settings as the desk shows them: each stands on one page, and a page is saved as a whole. */
export const settingGroups = {
  words: ['name', 'tagline', 'imprint', 'about', 'contact', 'mailFrom'],
  look: ['accent', 'face'],
  meter: [
    ...['period', 'zone', 'allowance.visitors', 'allowance.members', 'graceDays'],
    ...['newVisitorsPerHour', 'sharedNetworks', 'crawlers'],
    ...['giftsPerMonth', 'giftDays', 'giftOpenings', 'giftOpeningsPerHour'],
    ...['quotedPercent', 'quotedWordsPerMonth', 'quotedTooMuch', 'watchMinutes'],
  ],
  notices: ['notice.none', 'notice.one', 'notice.other', 'notice.signUp', 'notice.subscribe'],
} as const satisfies Record<string, readonly SettingName[]>

export type SettingGroup = keyof typeof settingGroups
/** The names of the settings in one group. */
export type GroupName<Group extends SettingGroup> = (typeof settingGroups)[Group][number]
