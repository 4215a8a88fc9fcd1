import { expect, test } from 'vitest'
import { settingGroups } from './setting-groups.ts'
import { settingNames } from './settings.ts'

test('every setting has its place on one page of the desk', () => {
  const placed: readonly string[] = Object.values(settingGroups).flat()
  expect(placed.toSorted()).toEqual(settingNames.toSorted())
})
