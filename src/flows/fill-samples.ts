import { countPicks } from '../data/picks.ts'
import type { Db } from '../data/schema.ts'
import { listSettings, saveSetting } from '../data/settings.ts'
import { addDays } from '../domain/calendar-date.ts'
import type { LocalDate, PickText } from '../domain/pick.ts'
import { parsePicks } from '../domain/pick-text.ts'
import type { SettingName } from '../domain/settings.ts'
import { localDateAt } from '../domain/zone.ts'
import { changeMagazine } from './change-magazine.ts'
import { type ImportDeps, importPicks } from './import-picks.ts'
import { loadMagazine } from './load-magazine.ts'

/** What the sample magazine says about itself. It is made up, like everything in it. */
const sampleSettings: readonly (readonly [SettingName, string])[] = [
  ['name', 'The Hollow Reed'],
  ['tagline', 'What four readers in Velmouth passed round this week'],
  ['imprint', 'read and edited in Velmouth'],
  [
    'about',
    [
      'The Hollow Reed is a sample. Its editors, its sources and everything they write about were invented, so that this site has something in it to try.',
      'Each pick begins in the editors’ own words. Below them stands a passage from somebody else’s article: dots show where words were left out, brackets what the editors put in, and the last lines lead to the source.',
      'A magazine of your own begins with your own picks, and with a few words in this place about who chooses them.',
    ].join('\n\n'),
  ],
  [
    'contact',
    [
      'This is a sample magazine, so nobody sells subscriptions here. In yours, this page shows the plans, and tells readers how to take one out.',
      'Here there is nothing to pay, and nobody would read a letter. Signing up works, though: the mail is in the outbox of whoever runs this.',
    ].join('\n\n'),
  ],
]

/**
 * Fills a magazine that has no pick with the sample picks, published and moved so that the newest is dated today in the magazine's zone,
 * and gives it a name where it has set none. Returns how many picks there are now that weren't; 0 where it had some.
 */
export async function fillSamples(deps: ImportDeps, texts: readonly string[]): Promise<number> {
  if ((await countPicks(deps.db)) > 0) return 0
  // First the words: if this is cut short there is still no pick, and the next start does it all again.
  await nameMagazine(deps.db)
  const { zone } = await loadMagazine(deps.db)
  const samples = texts.flatMap((text) => picksOf(text, deps))
  const picks = moveDates(samples, localDateAt(zone, deps.now))
  const result = await importPicks(deps, { picks, publish: true, by: 'samples' })
  if (!result.ok) throw new Error(`The sample picks can’t be imported: ${result.problems[0]?.reason}`)
  return result.created
}

function nameMagazine(db: Db): Promise<void> {
  return changeMagazine(db, async (trx) => {
    const stored = await listSettings(trx)
    const missing = sampleSettings.filter(([name]) => !Object.hasOwn(stored, name))
    for (const [name, value] of missing) await saveSetting(trx, name, value)
    return { changed: missing.length > 0, result: undefined }
  })
}

function picksOf(text: string, { style }: ImportDeps): PickText[] {
  const parsed = parsePicks(text, style)
  if (parsed.ok) return parsed.picks
  throw new Error(`A file of sample picks can’t be read: line ${parsed.problems[0]?.line}: ${parsed.problems[0]?.reason}`)
}

function moveDates(picks: PickText[], today: LocalDate): PickText[] {
  const newest = picks.reduce((latest, { date }) => (date > latest ? date : latest), '')
  const days = newest === '' ? 0 : (Date.parse(today) - Date.parse(newest)) / 86_400_000
  return picks.map((pick) => ({ ...pick, date: addDays(pick.date, days) }))
}
