import type { Database } from '../data/database.ts'
import { loadGeneration } from '../data/generations.ts'
import { findNextPublication } from '../data/picks.ts'
import { findLogo } from '../data/pictures.ts'
import { shippedAccent } from '../domain/accent.ts'
import type { Face } from '../domain/face.ts'
import { en } from '../domain/language/en.ts'
import type { Magazine } from '../domain/magazine.ts'
import { withNotices } from '../domain/notices.ts'
import { iconFile, type Logo } from '../domain/picture.ts'
import { loadGroupAccess } from '../flows/load-group-access.ts'
import { loadMagazine } from '../flows/load-magazine.ts'
import { tellingFirstFailure } from '../kit/first-failure.ts'
import type { Assets } from '../views/frame.ts'
import type { AssetFolder } from './assets.ts'
import { createGeneration, type Generation } from './generation.ts'
import type { Log } from './log.ts'
import { paths } from './routes.ts'

/** The present generation, kept up with what other processes and the command line change. */
export type LiveGeneration = { current: () => Generation; refresh: () => Promise<void>; stop: () => void }

type Watch = {
  database: Database
  origin: string
  assets: AssetFolder
  now: () => Date
  log: Log
  /** Called before a generation begins, for what else has to be read anew. */
  reload: () => Promise<void>
}

const everyMs = 500

/** Loads the present generation and looks twice a second whether its time is over. */
export async function watchGeneration(watch: Watch): Promise<LiveGeneration> {
  let generation = await load(watch)
  let last = Promise.resolve()
  // One after the other: a load that began earlier must not come in later.
  const refresh = () => {
    last = last.catch(() => {}).then(look)
    return last
  }
  const look = async () => {
    const number = await loadGeneration(watch.database.db)
    if (number !== generation.number || isOver(generation, watch.now())) generation = await load(watch)
  }
  const timer = setInterval(
    tellingFirstFailure(refresh, (error) => watch.log('cannot see changes', { error })),
    everyMs,
  )
  timer.unref()
  return { current: () => generation, refresh, stop: () => clearInterval(timer) }
}

async function load({ database, origin, assets, now, reload }: Watch): Promise<Generation> {
  // The number first: a change while the rest is read makes the next look load again.
  const number = await loadGeneration(database.db)
  await reload()
  const magazine = await loadMagazine(database.db)
  const logo = await findLogo(database.db)
  const at = now()
  const until = await findNextPublication(database.db, at)
  const groups = await loadGroupAccess(database.db, at)
  return createGeneration({
    number,
    magazine,
    words: withNotices(en, magazine.notices),
    origin,
    assets: pathsOf(assets, magazine, logo),
    logo,
    now: at,
    until,
    groups,
  })
}

/** Whether a generation's time is over though nothing was changed: another day, a pick that has become public, a clock set back. */
function isOver({ calendar, today, from, until }: Generation, now: Date): boolean {
  return calendar.dateAt(now) !== today || now < from || (until !== null && now >= until)
}

function pathsOf({ names }: AssetFolder, { accent, face }: Magazine, logo: Logo | null): Assets {
  const icon = iconFile(logo)
  const path = (name: string) => names[name] ?? ''
  const own = accent === shippedAccent ? null : (ending: string) => paths.asset(`accent-${accent.slice(1)}.${ending}`)
  return {
    stylesheet: path('stylesheet'),
    accent: own?.('css') ?? null,
    script: path('script'),
    passkeyScript: path('passkeyScript'),
    ...lettersOf(face, path),
    icon: icon ? paths.picture(icon) : (own?.('svg') ?? path('icon')),
  }
}

function lettersOf(face: Face, path: (name: string) => string): Pick<Assets, 'face' | 'font' | 'fontItalic'> {
  switch (face) {
    case 'serif':
      return { face: null, font: path('font'), fontItalic: path('fontItalic') }
    case 'sans':
      return { face: path('faceSans'), font: path('fontSans'), fontItalic: path('fontSansItalic') }
    case 'device':
      return { face: path('faceDevice'), font: null, fontItalic: null }
  }
}
