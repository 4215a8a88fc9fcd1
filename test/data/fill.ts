import type { Db } from '../../src/data/schema.ts'
import { englishStyle } from '../../src/domain/house-style.ts'
import type { LocalDate, PickText } from '../../src/domain/pick.ts'
import { type Imported, importPicks } from '../../src/flows/import-picks.ts'
import { pickWith } from '../support/pick-texts.ts'

/** Puts picks into a magazine and makes them public from `at` on. Throws when one is refused. */
export function publish(db: Db, at: Date, picks: PickText[]): Promise<Imported> {
  return keep(db, { at, picks, publish: true })
}

/** Puts picks into a magazine as drafts. */
export function keepAsDrafts(db: Db, at: Date, picks: PickText[]): Promise<Imported> {
  return keep(db, { at, picks, publish: false })
}

/** A pick of a day by a source, under topics. */
export function pickOf(headline: string, date: LocalDate, source: string, ...topics: string[]): PickText {
  return pickWith({ headline, date, topics, source: { name: source, url: `https://paper.example/${headline.length}` } })
}

async function keep(db: Db, { at, picks, publish }: { at: Date; picks: PickText[]; publish: boolean }): Promise<Imported> {
  const result = await importPicks({ db, now: at, style: englishStyle }, { picks, publish, by: 'test' })
  if (!result.ok) throw new Error(result.problems.map(({ reason }) => reason).join('\n'))
  return result
}
