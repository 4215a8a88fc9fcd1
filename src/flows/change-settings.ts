import type { Db, Trx } from '../data/schema.ts'
import { listSettings, saveSetting } from '../data/settings.ts'
import type { Deed } from '../domain/deeds.ts'
import { type SettingName, settings } from '../domain/settings.ts'
import { changeMagazine } from './change-magazine.ts'
import { followSetting } from './change-setting.ts'
import type { Change } from './commit-if.ts'
import { type AuditDeps, writeAudit } from './write-audit.ts'

export type SettingsDeps = AuditDeps & { db: Db }

/** The texts of some settings, by name. */
export type SettingTexts = Readonly<Record<string, string>>

/** What is to change: all the settings of one page, as whoever changes them saw them and as they are to be. */
export type SettingsChange = {
  names: readonly SettingName[]
  was: SettingTexts
  to: SettingTexts
  /** What the log calls it, and whether it holds the values; texts and addresses have no place there. */
  what: Deed
  tellsValues: boolean
}

/** `conflict`: somebody has changed one of them meanwhile, and nothing was written. */
export type SettingsChanged =
  | { kind: 'changed' | 'unchanged' | 'conflict' }
  | { kind: 'unusable'; problems: { name: SettingName; reason: string }[] }

const longestValue = 300

/**
 * Changes settings together, and only if all of them are still what they were when they were looked at: what one of them does depends on the
 * others. Of two changes that meet one is told.
 */
export async function changeSettings(deps: SettingsDeps, { names, was, to, ...said }: SettingsChange): Promise<SettingsChanged> {
  const texts: Record<string, string> = {}
  const problems: { name: SettingName; reason: string }[] = []
  for (const name of names) {
    const normal = settings[name].normalize(to[name] ?? '')
    if (normal.ok) texts[name] = normal.value
    else problems.push({ name, reason: normal.reason })
  }
  return changeMagazine<SettingsChanged>(deps.db, async (trx): Promise<Change<SettingsChanged>> => {
    const present = textsOf(names, await listSettings(trx))
    if (names.some((name) => present[name] !== was[name])) return { changed: false, result: { kind: 'conflict' } }
    if (problems.length > 0) return { changed: false, result: { kind: 'unusable', problems } }
    const changed = names.filter((name) => texts[name] !== present[name])
    for (const name of changed) await saveSetting(trx, name, texts[name] ?? '')
    for (const name of changed) await followSetting(trx, name)
    if (changed.length > 0) await writeDown(trx, deps, { ...said, changed, present, texts })
    return { changed: changed.length > 0, result: { kind: changed.length > 0 ? 'changed' : 'unchanged' } }
  })
}

/** The texts of these settings as they are: what is stored, or the default. */
export function textsOf<Name extends SettingName>(names: readonly Name[], stored: SettingTexts): Record<Name, string> {
  return Object.fromEntries(names.map((name) => [name, stored[name] ?? settings[name].initialText])) as Record<Name, string>
}

type Done = Pick<SettingsChange, 'what' | 'tellsValues'> & {
  changed: readonly SettingName[]
  present: SettingTexts
  texts: SettingTexts
}

async function writeDown(trx: Trx, deps: SettingsDeps, { what, tellsValues, changed, present, texts }: Done): Promise<void> {
  const cut = (text = '') => text.slice(0, longestValue)
  const detail = tellsValues
    ? Object.fromEntries(changed.map((name) => [name, { from: cut(present[name]), to: cut(texts[name]) }]))
    : { changed: changed.join(', ') }
  await writeAudit(trx, deps, { what, subject: 'magazine', detail })
}
