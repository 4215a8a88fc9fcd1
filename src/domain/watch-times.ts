const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Nothing is looked at more often than daily, nor more seldom than every ninety days. */
const bounds = { soonest: day, latest: 90 * day }
const afterMisses = [hour, 4 * hour, 16 * hour, 3 * day, 7 * day] as const
/** How often in a row a page must not have answered before that is worth an editor's time. */
export const missesTold = 3

/** From 0 up to 1, the same every time for the same thing: what spreads the looks over time instead of chance. */
export type Spread = number

/**
 * When an article is looked at for the first time: within the time after which it would be looked at again, so that a thousand old picks
 * don't all ask at once.
 */
export function firstLook(now: Date, publishedAt: Date, spread: Spread): Date {
  return new Date(now.getTime() + minute + Math.floor(pauseAt(now, publishedAt) * spread))
}

/** When it is looked at again: the older the pick, the more seldom (each time about twice as old), a tenth sooner or later. */
export function nextLook(now: Date, publishedAt: Date, spread: Spread): Date {
  return new Date(now.getTime() + Math.floor(pauseAt(now, publishedAt) * (0.9 + 0.2 * spread)))
}

/** When there is something for the editor to see, it is looked at daily: what mends itself is taken off the list by itself. */
export function lookAfterFinding(now: Date, spread: Spread): Date {
  return new Date(now.getTime() + Math.floor(bounds.soonest * (0.9 + 0.2 * spread)))
}

/** When a page that didn't answer is asked again; `misses` counts this time too. */
export function lookAfterMiss(now: Date, misses: number, spread: Spread): Date {
  const pause = afterMisses[Math.min(misses, afterMisses.length) - 1] ?? hour
  return new Date(now.getTime() + Math.floor(pause * (0.9 + 0.2 * spread)))
}

function pauseAt(now: Date, publishedAt: Date): number {
  return Math.min(bounds.latest, Math.max(bounds.soonest, now.getTime() - publishedAt.getTime()))
}
