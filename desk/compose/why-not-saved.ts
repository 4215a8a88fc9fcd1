import type { DeskPick } from '../../src/http/desk-api/contract.ts'
import { Refusal } from '../api/ask.ts'
import type { Unsaved } from './unsaved.ts'
import { differingParts, type Part, partNames } from './words.ts'

/** Why a pick couldn't be saved, for the person who typed it: where it is about a part of the pick, that part is named. */
export function whyNotSaved(error: unknown): string {
  if (!(error instanceof Refusal)) return error instanceof Error ? error.message : String(error)
  if (error.code !== 'bad-request') return error.message
  const parts = new Set((error.problem?.fields ?? []).map(({ field }) => nameOf(field)))
  return parts.size === 0
    ? error.message
    : `${[...parts].join(', ')}: this is longer than a pick can hold, or has signs in it that no text has. Shorten it, and it is saved.`
}

/** Whether a pick says what was typed already, the note to colleagues included. */
export function isSaved(pick: DeskPick, { content, note }: Pick<Unsaved, 'content' | 'note'>): boolean {
  return pick.note === note && differingParts(pick.content, content).length === 0
}

/** `content.introduction.3` is about the introduction. */
function nameOf(field: string): string {
  const [, part = ''] = field.split('.')
  return part in partNames ? partNames[part as Part] : 'Note'
}
