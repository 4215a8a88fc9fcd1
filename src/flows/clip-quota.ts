import { BoundedMap } from '../kit/bounded-map.ts'

/** Who may clip just now. `begin` gives what ends the clip, or null where somebody has clipped so much that they have to wait. */
export type ClipQuota = { begin: (memberId: number, now: Date) => (() => void) | null }

/** What one person may clip: at a time, within a minute and within an hour. Somebody who reads the articles doesn't come near it. */
export const clipsOfOne = { atOnce: 4, aMinute: 20, anHour: 200 }

const minute = 60_000
const hour = 60 * minute
const peopleKept = 1_000

/** Counts the clips of each person, in this process and for an hour. */
export function createClipQuota(): ClipQuota {
  const people = new BoundedMap<number, { underWay: number; begun: number[] }>(peopleKept)
  return {
    begin: (memberId, now) => {
      const at = now.getTime()
      const known = people.get(memberId) ?? { underWay: 0, begun: [] }
      const begun = known.begun.filter((time) => time > at - hour)
      const lately = begun.filter((time) => time > at - minute).length
      if (known.underWay >= clipsOfOne.atOnce || lately >= clipsOfOne.aMinute || begun.length >= clipsOfOne.anHour) return null
      known.begun = [...begun, at]
      known.underWay += 1
      people.set(memberId, known)
      let isOver = false
      return () => {
        if (!isOver) known.underWay -= 1
        isOver = true
      }
    },
  }
}
