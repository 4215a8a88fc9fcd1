/** Lets so many work at once and so many more wait. `take` gives what ends the turn, or null when nobody is let in any more or in time. */
export type WaitingLine = { take: (signal: AbortSignal) => Promise<(() => void) | null> }

/** A line in which `atOnce` are served at once and `waiting` may stand behind them, first come, first served. */
export function createLine({ atOnce, waiting }: { atOnce: number; waiting: number }): WaitingLine {
  let served = 0
  const line = new Set<() => void>()

  const turn = () => {
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      served -= 1
      const [next] = line
      next?.()
    }
  }
  return {
    take: (signal) => {
      if (signal.aborted) return Promise.resolve(null)
      if (served < atOnce) {
        served += 1
        return Promise.resolve(turn())
      }
      if (line.size >= waiting) return Promise.resolve(null)
      return new Promise((resolve) => {
        const leave = () => {
          line.delete(enter)
          resolve(null)
        }
        const enter = () => {
          line.delete(enter)
          signal.removeEventListener('abort', leave)
          served += 1
          resolve(turn())
        }
        line.add(enter)
        signal.addEventListener('abort', leave, { once: true })
      })
    },
  }
}
