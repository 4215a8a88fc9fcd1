import { listSettings } from '../../data/settings.ts'
import { type GroupName, type SettingGroup, settingGroups } from '../../domain/setting-groups.ts'
import { settings } from '../../domain/settings.ts'
import { changeSettings, type SettingsChange, textsOf } from '../../flows/change-settings.ts'
import type { DeskPerson } from '../../flows/find-desk-person.ts'
import type { Deps } from '../deps.ts'
import type { SettingsOf } from './contract-magazine.ts'
import type { DeskAnswers } from './desk-route.ts'
import { flowDeps } from './flow-deps.ts'
import { type Outcome, refuse } from './refusal.ts'

type Names =
  | 'showWords'
  | 'changeWords'
  | 'showLook'
  | 'changeLook'
  | 'showMeter'
  | 'changeMeter'
  | 'showNotices'
  | 'changeNotices'

/** What the magazine decides about itself. A change holds for every reader as soon as it is answered. */
export const magazineAnswers: DeskAnswers<Names> = {
  showWords: async ({ deps }) => ({ answer: await shown(deps, 'words') }),
  changeWords: (request) => change(request, 'words', { what: 'changeWords', tellsValues: false }),
  showLook: async ({ deps }) => ({ answer: await shown(deps, 'look') }),
  changeLook: (request) => change(request, 'look', { what: 'changeLook', tellsValues: true }),
  showMeter: async ({ deps }) => ({ answer: await shown(deps, 'meter') }),
  changeMeter: (request) => change(request, 'meter', { what: 'changeMeter', tellsValues: true }),
  showNotices: async ({ deps }) => ({ answer: await shown(deps, 'notices') }),
  changeNotices: (request) => change(request, 'notices', { what: 'changeNotices', tellsValues: false }),
}

async function shown<Group extends SettingGroup>(deps: Deps, group: Group): Promise<SettingsOf<Group>> {
  const names: readonly GroupName<Group>[] = settingGroups[group]
  const initial = Object.fromEntries(names.map((name) => [name, settings[name].initialText]))
  return {
    texts: textsOf(names, await listSettings(deps.database.db)),
    initial: initial as SettingsOf<Group>['initial'],
  }
}

type Request = { deps: Deps; person: DeskPerson; asked: Pick<SettingsChange, 'was' | 'to'> }

async function change<Group extends SettingGroup>(
  request: Request,
  group: Group,
  said: Pick<SettingsChange, 'what' | 'tellsValues'>,
): Promise<Outcome<SettingsOf<Group>>> {
  const { deps, asked } = request
  const done = await changeSettings(flowDeps(request), { ...asked, ...said, names: settingGroups[group] })
  await deps.refresh()
  switch (done.kind) {
    case 'changed':
    case 'unchanged':
      return { answer: await shown(deps, group) }
    case 'conflict':
      return refuse('conflict', { message: 'Somebody else has changed these meanwhile. What you typed is still on this page.' })
    case 'unusable':
      return refuse('unusable', { fields: done.problems.map(({ name, reason }) => ({ field: name, message: reason })) })
  }
}
