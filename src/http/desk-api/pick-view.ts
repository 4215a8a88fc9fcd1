import type { DeskLine } from '../../data/desk-lists.ts'
import { findDeskPick, type DeskPick as StoredPick } from '../../data/drafts.ts'
import { listNames } from '../../data/members.ts'
import { listOldSlugs } from '../../data/redirects.ts'
import type { StoredSchedule } from '../../data/schedules.ts'
import { findSaver, type KeptVersion, listVersions } from '../../data/versions.ts'
import { listLacks } from '../../domain/draft.ts'
import { englishStyle } from '../../domain/house-style.ts'
import { countQuotedWords } from '../../domain/quoted-words.ts'
import type { Calendar } from '../../domain/zone.ts'
import { stateOf } from '../../flows/desk-deps.ts'
import { loadWritten } from '../../flows/load-written.ts'
import { memberOfActor, nameOfActor } from '../../flows/write-audit.ts'
import type { Deps } from '../deps.ts'
import { paths } from '../routes.ts'
import type { DeskPick, PickLine, Schedule, VersionLine } from './contract.ts'
import { actorOf, personOf } from './people.ts'

type Names = ReadonlyMap<number, string>

/** How many versions are shown with the pick itself. */
const headsShown = 5

/** A pick as the desk shows it whole; null where there is none. */
export async function findPickView(deps: Deps, id: number): Promise<DeskPick | null> {
  const { db } = deps.database
  const pick = await findDeskPick(db, id)
  if (pick === null) return null
  const content = await loadWritten(db, pick, englishStyle)
  const versions = await listVersions(db, id, { before: null, limit: headsShown })
  const saver = pick.savedBy === null ? await findSaver(db, id, pick.savedAt) : nameOfActor(pick.savedBy)
  const names = await listNames(db, membersOf(pick, versions, saver))
  const { calendar } = deps.generation()
  const { slug, visibility, publishedAt, revision, note } = pick
  return {
    id,
    ...momentsOf(pick, names, calendar),
    headline: content.headline,
    date: content.date,
    slug,
    source: content.source.name,
    topics: content.topics,
    visibility,
    hasChanges: publishedAt !== null && pick.content !== null,
    quotedWords: countQuotedWords(content.excerpt),
    revision,
    content,
    note,
    savedBy: actorOf(names, saver ?? 'program'),
    lacks: listLacks(content),
    path: slug === null ? null : paths.pick(slug),
    oldSlugs: await listOldSlugs(db, id),
    versions: versions.map((version) => versionLine(version, names)),
  }
}

/** Picks as the desk lists them. */
export async function pickLines(deps: Deps, lines: readonly DeskLine[]): Promise<PickLine[]> {
  const members = lines.flatMap(({ createdBy, schedule }) => [createdBy ?? [], schedule?.setBy ?? []].flat())
  const names = await listNames(deps.database.db, members)
  const { calendar } = deps.generation()
  return lines.map((line) => {
    const { id, headline, date, slug, source, topics, visibility, hasDraft, quotedWords } = line
    const hasChanges = line.publishedAt !== null && hasDraft
    return { id, ...momentsOf(line, names, calendar), headline, date, slug, source, topics, visibility, hasChanges, quotedWords }
  })
}

/** A version as the desk lists it. */
export function versionLine({ number, kind, savedAt, savedBy }: KeptVersion, names: Names): VersionLine {
  return { number, kind, savedAt: savedAt.toISOString(), by: actorOf(names, savedBy) }
}

type Dated = Pick<StoredPick, 'publishedAt' | 'savedAt' | 'createdBy' | 'schedule'>

function momentsOf(pick: Dated, names: Names, calendar: Calendar) {
  const { publishedAt, savedAt, createdBy, schedule } = pick
  return {
    state: stateOf(pick),
    author: createdBy === null ? null : personOf(names, createdBy),
    savedAt: savedAt.toISOString(),
    publishedAt: publishedAt?.toISOString() ?? null,
    publishedLocal: publishedAt && calendar.timeAt(publishedAt),
    schedule: schedule && publishedAt === null ? scheduleView(schedule, names, calendar) : null,
  }
}

function scheduleView({ local, at, setBy, held }: StoredSchedule, names: Names, calendar: Calendar): Schedule {
  const { clock } = calendar.momentOf(local)
  return { local, at: at.toISOString(), clock, by: personOf(names, setBy), held }
}

function membersOf({ createdBy, schedule }: StoredPick, versions: readonly KeptVersion[], saver: string | null): number[] {
  const writers = [saver ?? 'program', ...versions.map(({ savedBy }) => savedBy)].map(memberOfActor)
  return [createdBy, schedule?.setBy ?? null, ...writers].filter((id) => id !== null)
}
