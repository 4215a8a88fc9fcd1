import type { DeskPick } from '../data/drafts.ts'
import { findPickText } from '../data/picks.ts'
import type { Db } from '../data/schema.ts'
import { type Content, contentOf } from '../domain/draft.ts'
import type { HouseStyle } from '../domain/house-style.ts'
import type { PickText } from '../domain/pick.ts'
import { parsePicks } from '../domain/pick-text.ts'

/** What is being written: what was saved last, or what the pick says. */
export async function loadWritten(db: Db, pick: Pick<DeskPick, 'id' | 'content' | 'cover'>, style: HouseStyle): Promise<Content> {
  if (pick.content !== null) return pick.content
  const whole = await findWhole(db, pick.id, style)
  if (whole === null) throw new Error(`Pick ${pick.id} has neither a draft nor a version`)
  return contentOf(whole, pick.cover)
}

/** The pick as its newest whole version has it; null where it has never been whole. */
export async function findWhole(db: Db, id: number, style: HouseStyle): Promise<PickText | null> {
  const text = await findPickText(db, id)
  return text === null ? null : readWhole(text, style)
}

/** The pick of a version's text, which reads as it was printed. */
export function readWhole(text: string, style: HouseStyle): PickText {
  const read = parsePicks(text, style)
  const pick = read.ok ? read.picks[0] : undefined
  if (pick === undefined) throw new Error('A version can’t be read back')
  return pick
}
