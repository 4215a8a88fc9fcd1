import { z } from 'zod'
import { type GroupName, type SettingGroup, settingGroups } from '../../domain/setting-groups.ts'

/** What the desk and the server say to each other about the magazine's settings, page by page. */

const textShape = z
  .string()
  .max(20_000)
  .regex(/^[^\p{Cs}]*$/u)

function textsShape<Group extends SettingGroup>(group: Group) {
  const names: readonly GroupName<Group>[] = settingGroups[group]
  return z.strictObject(Object.fromEntries(names.map((name) => [name, textShape])) as Record<GroupName<Group>, typeof textShape>)
}

function shapesOf<Group extends SettingGroup>(group: Group) {
  const texts = textsShape(group)
  return {
    /** As they are, and as they are shipped. */
    answer: z.strictObject({ texts, initial: texts }),
    /** Refused when any of them isn't what it was any more. */
    request: z.strictObject({ was: texts, to: texts }),
  }
}

export const wordsShapes = shapesOf('words')
export const lookShapes = shapesOf('look')
export const meterShapes = shapesOf('meter')
export const noticesShapes = shapesOf('notices')

/** The settings of one page. */
export type SettingsOf<Group extends SettingGroup> = {
  texts: Record<GroupName<Group>, string>
  initial: Record<GroupName<Group>, string>
}
