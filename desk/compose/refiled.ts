import type { Content, DeskPick } from '../../src/http/desk-api/contract.ts'
import { differingParts } from './words.ts'

/** What a pick was when page and server last agreed on it. */
export type Agreed = Pick<DeskPick, 'content' | 'note' | 'savedAt'>

/**
 * What was typed into a pick, filed as the pick is by now: a topic that got another name changes every pick that is filed under it, and
 * nobody has saved it by that. Null where somebody has, or where the topics were changed here too and it can't be told how they fit.
 */
export function refiled(typed: Content, agreed: Agreed, present: DeskPick): Content | null {
  if (!isOnlyRefiled(agreed, present)) return null
  const [before, now] = [agreed.content.topics, present.content.topics]
  if (JSON.stringify(typed.topics) === JSON.stringify(before)) return { ...typed, topics: now }
  const gone = before.filter((name) => !now.includes(name))
  const come = now.filter((name) => !before.includes(name))
  if (gone.length !== come.length) return null
  const newNames = new Map(gone.map((name, place) => [name, come[place]]))
  return { ...typed, topics: [...new Set(typed.topics.map((name) => newNames.get(name) ?? name))] }
}

function isOnlyRefiled({ content, note, savedAt }: Agreed, present: DeskPick): boolean {
  const parts = differingParts(content, present.content)
  return savedAt === present.savedAt && note === present.note && parts.every((part) => part === 'topics')
}
