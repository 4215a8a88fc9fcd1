import { moveSchedules } from '../data/schedules.ts'
import type { Db, Trx } from '../data/schema.ts'
import { deleteSetting, listSettings, saveSetting } from '../data/settings.ts'
import { renewAccess } from '../data/subscriptions.ts'
import { magazineFrom, type SettingName, settings } from '../domain/settings.ts'
import { calendarOf } from '../domain/zone.ts'
import { changeMagazine } from './change-magazine.ts'

/** What became of it: the setting's text now and whether that is new, or why the text can't be used. */
export type SettingChanged = { ok: true; text: string; changed: boolean } | { ok: false; reason: string }

/** Sets one of the magazine's settings. Setting what is set already starts no new generation. */
export async function changeSetting(db: Db, name: SettingName, text: string): Promise<SettingChanged> {
  const normal = settings[name].normalize(text)
  if (!normal.ok) return normal
  const changed = await changeMagazine(db, async (trx) => {
    const isNew = (await listSettings(trx))[name] !== normal.value
    if (isNew) await saveSetting(trx, name, normal.value)
    if (isNew) await followSetting(trx, name)
    return { changed: isNew, result: isNew }
  })
  return { ok: true, text: normal.value, changed }
}

/** Leaves a setting to its default again. */
export async function unsetSetting(db: Db, name: SettingName): Promise<{ text: string; changed: boolean }> {
  const changed = await changeMagazine(db, async (trx) => {
    const isSet = Object.hasOwn(await listSettings(trx), name)
    if (isSet) await deleteSetting(trx, name)
    if (isSet) await followSetting(trx, name)
    return { changed: isSet, result: isSet }
  })
  return { text: settings[name].initialText, changed }
}

/** Has what is written down in advance and depends on a setting follow it, in the transaction that changes it. */
export async function followSetting(trx: Trx, name: SettingName): Promise<void> {
  const magazine = magazineFrom(await listSettings(trx))
  if (name === 'graceDays') await renewAccess(trx, magazine)
  // Eight in the morning is eight in the morning, whatever zone that is meant in.
  if (name === 'zone') await moveSchedules(trx, (local) => calendarOf(magazine.zone).momentOf(local).at)
}
