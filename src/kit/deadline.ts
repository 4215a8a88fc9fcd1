import type { Ready } from './ready.ts'

/** Gives a promise a time to settle in; when it is over the result rejects, and whatever the work comes to is ignored. What is there already is in time. */
export type Deadline = <Result>(work: Ready<Result>) => Promise<Result>

/** What a deadline rejects with when its time is over. */
export class Late extends Error {}

type Waiting = { until: number; giveUp: () => void }

/**
 * A deadline of so many milliseconds, for any number of promises at once. They share one timer, since nearly all of them settle at once
 * and a timer each costs more than the work. It doesn't keep the process alive.
 */
export function deadlineOf(milliseconds: number): Deadline {
  // In the order in which their time is over, since all have the same.
  const waiting = new Set<Waiting>()
  let isArmed = false

  const arm = (inMilliseconds: number) => {
    isArmed = true
    const timer = setTimeout(look, inMilliseconds)
    if (typeof timer === 'object') timer.unref() // browsers and workers give a number
  }
  const look = () => {
    isArmed = false
    const now = performance.now()
    for (const entry of waiting) {
      if (entry.until > now) return arm(entry.until - now)
      waiting.delete(entry)
      entry.giveUp()
    }
  }
  return (work) => {
    if (!(work instanceof Promise)) return Promise.resolve(work)
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(new Late(`No answer within ${milliseconds} ms`))
      const entry = { until: performance.now() + milliseconds, giveUp }
      waiting.add(entry)
      if (!isArmed) arm(milliseconds)
      work.then(
        (result) => {
          waiting.delete(entry)
          resolve(result)
        },
        (error: unknown) => {
          waiting.delete(entry)
          reject(error)
        },
      )
    })
  }
}
