import type { Gap, GapGloss } from './excerpt-runs.ts'
import { firstAbove, type SourceIndex } from './source-index.ts'

/**
 * How something is parted from what comes before it: by an elision, by a new paragraph, or by an elision on either side of one; `isAlone`: by an
 * elision that is a paragraph.
 */
export type Parting = { isBreak: boolean; isElidedBefore: boolean; isElidedAfter: boolean; isAlone: boolean }

/** Glosses in a row, with what parts them from what comes before. */
export type Group = Parting & { glosses: readonly GapGloss[] }

/** A group with an elision or a new paragraph on both sides, and the number of the source's word that it is taken to stand for. */
export type Pin = Group & { word: number }

/**
 * What lies between two runs, before the first or after the last, taken apart: the glosses that follow the run before, the groups that stand
 * alone, and those that lead to the run after; without one that is the end of the excerpt, and null where a group ends it.
 */
export type Pinned = { close: readonly GapGloss[]; pins: readonly Pin[]; open: Group | null }

/** The places in the compared text between which the gap lies; null where there is no run on that side. */
export type Around = { from: number | null; to: number | null }

/**
 * Gives each group of glosses that stands alone a word among those left out, so that the elisions around it stay when it is printed again.
 * Null where there are not enough words for that.
 */
export function pinGlosses({ wordFrom, wordTo }: SourceIndex, gap: Gap, { from, to }: Around): Pinned | null {
  const groups = groupsOf(gap)
  const close = from === null ? [] : (groups[0]?.glosses ?? [])
  const rest = from === null && groups[0]?.glosses.length ? groups : groups.slice(1)
  const isOpen = to !== null || rest.at(-1)?.glosses.length === 0
  const open = isOpen ? (rest.at(-1) ?? null) : null
  const alone = isOpen ? rest.slice(0, -1) : rest
  const first = from === null ? 0 : firstAbove(wordFrom, from - 1)
  const room = (to === null ? wordTo.length : firstAbove(wordTo, to)) - first
  const places = placesIn(room, { alone, open: to === null ? null : open, isStart: from === null })
  return places && { close, pins: alone.map((group, at) => ({ ...group, word: first + (places[at] ?? 0) })), open }
}

/** Whether an elision stands here. */
export function isElided({ isElidedBefore, isElidedAfter }: Parting): boolean {
  return isElidedBefore || isElidedAfter
}

/** The first group is what follows at once, and may be empty; so may the last. */
function groupsOf(gap: Gap): Group[] {
  const groups: (Parting & { glosses: GapGloss[] })[] = [noGroup()]
  for (const part of gap) {
    if (part.kind === 'gloss') groups.at(-1)?.glosses.push(part)
    else {
      if (groups.length === 1 || groups.at(-1)?.glosses.length) groups.push(noGroup())
      const parting = groups.at(-1)
      if (!parting) continue
      if (part.kind === 'break') {
        parting.isAlone ||= parting.isElidedAfter
        parting.isBreak = true
      } else if (parting.isBreak) parting.isElidedAfter = true
      else parting.isElidedBefore = true
    }
  }
  return groups
}

function noGroup(): Parting & { glosses: GapGloss[] } {
  return { isBreak: false, isElidedBefore: false, isElidedAfter: false, isAlone: false, glosses: [] }
}

type Wanted = { alone: readonly Group[]; open: Group | null; isStart: boolean }

/** Which of the words in between each group takes, in order: one is left out wherever an elision stands. */
function placesIn(room: number, { alone, open, isStart }: Wanted): number[] | null {
  const places: number[] = []
  let next = 0
  for (const [at, group] of alone.entries()) {
    if (isElided(group) && !(isStart && at === 0)) next++
    places.push(next++)
  }
  if (open && isElided(open)) next++
  if (next > room) return null
  if (open === null || (isElided(open) && !isStart)) return places
  // What no elision parts from the run after stands right before it.
  const loose = isStart ? 0 : alone.findLastIndex(isElided)
  if (loose < 0 && next < room) return null
  return places.map((place, at) => (at >= loose ? place + room - next : place))
}
