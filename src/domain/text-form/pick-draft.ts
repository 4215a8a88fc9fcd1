import { endsInAttribution } from '../attribution.ts'
import type { HouseStyle } from '../house-style.ts'
import { readDate } from '../read-date.ts'
import { isFurniture } from './furniture.ts'
import type { Line } from './line.ts'
import { labelOf } from './trailer.ts'

/** The lines of one pick, sorted into its parts but not yet read. */
export type PickDraft = {
  headline: Line | null
  date: Line | null
  introduction: Line[]
  hasAttribution: boolean
  excerpt: Line[]
  trailer: Line[]
  /** The date line that began the next pick although this one had not ended. */
  cutShortBy: Line | null
}

type Zone = 'headline' | 'date' | 'introduction' | 'excerpt' | 'trailer'
type Sorting = { drafts: PickDraft[]; draft: PickDraft; style: HouseStyle }
/** Puts a line where it belongs and says which zone the next line is in. */
type Place = (sorting: Sorting, line: Line) => Zone

const places: Record<Zone, Place> = {
  headline: placeHeadline,
  date: placeDate,
  introduction: placeIntroduction,
  excerpt: placeExcerpt,
  trailer: placeTrailer,
}

/** Sorts the lines of a file into picks. Nothing is refused here: what is missing stays empty. */
export function sortIntoPicks(lines: readonly Line[], style: HouseStyle): PickDraft[] {
  const draft = emptyDraft()
  const sorting: Sorting = { drafts: [draft], draft, style }
  let zone: Zone = 'headline'
  for (const line of lines) zone = places[zone](sorting, line)
  return sorting.drafts
}

/** Whether a line of an introduction or an excerpt would be taken for something else: the end of the pick or a new one. */
export function endsText(text: string, style: HouseStyle): boolean {
  const label = labelOf(text)
  return label === 'Read more at' || label === 'More about' || readDate(text, style).ok
}

function placeHeadline(sorting: Sorting, line: Line): Zone {
  if (!line.isPlain && labelOf(line.text) !== null) return placeTrailer(sorting, line)
  if (!line.isPlain && readDate(line.text, sorting.style).ok) return placeDate(sorting, line)
  sorting.draft.headline = line
  return 'date'
}

function placeDate(sorting: Sorting, line: Line): Zone {
  const read = readDate(line.text, sorting.style)
  if (line.isPlain || (!read.ok && !read.isDateLike)) return placeIntroduction(sorting, line)
  sorting.draft.date = line
  return 'introduction'
}

function placeIntroduction(sorting: Sorting, line: Line): Zone {
  const { draft } = sorting
  const next = zoneAfterText(sorting, line, draft.introduction)
  if (next !== null) return next
  const goesOn = line.text.endsWith('\\')
  const text = goesOn ? line.text.slice(0, -1).trimEnd() : line.text
  if (text !== '') draft.introduction.push({ ...line, text })
  if (goesOn || !endsInAttribution(line.text)) return 'introduction'
  draft.hasAttribution = true
  return 'excerpt'
}

function placeExcerpt(sorting: Sorting, line: Line): Zone {
  const { excerpt } = sorting.draft
  const next = zoneAfterText(sorting, line, excerpt)
  if (next !== null) return next
  if (line.isPlain || !isFurniture(line.text)) excerpt.push(line)
  return 'excerpt'
}

function placeTrailer(sorting: Sorting, line: Line): Zone {
  if (line.isPlain || (labelOf(line.text) === null && !isFurniture(line.text))) return startPick(sorting, line)
  if (labelOf(line.text) !== null) sorting.draft.trailer.push(line)
  return 'trailer'
}

/** Null while the text goes on. A date on its own belongs to a new pick whose headline is the line just before it. */
function zoneAfterText(sorting: Sorting, line: Line, paragraphs: Line[]): Zone | null {
  if (line.isPlain || !endsText(line.text, sorting.style)) return null
  if (labelOf(line.text) !== null) return placeTrailer(sorting, line)
  const headline = paragraphs.pop()
  if (headline === undefined) return null
  sorting.draft.cutShortBy = line
  startPick(sorting, headline)
  return placeDate(sorting, line)
}

function startPick(sorting: Sorting, headline: Line): Zone {
  sorting.draft = { ...emptyDraft(), headline }
  sorting.drafts.push(sorting.draft)
  return 'date'
}

function emptyDraft(): PickDraft {
  return { headline: null, date: null, introduction: [], hasAttribution: false, excerpt: [], trailer: [], cutShortBy: null }
}
