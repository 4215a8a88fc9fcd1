/**
 * Does the work now and again after each pause, never twice at once. The work sees to its own failures. `stop` waits for what is under way.
 */
export function repeat(pause: number, work: () => Promise<unknown>): { stop: () => Promise<void> } {
  let underWay: Promise<unknown> | null = null
  const look = () => {
    underWay ??= work().finally(() => {
      underWay = null
    })
  }
  const timer = setInterval(look, pause)
  timer.unref()
  look()
  return {
    stop: async () => {
      clearInterval(timer)
      await underWay
    },
  }
}
