/** What the process has used: CPU since it began (µs) and the memory it holds now (bytes). */
export type Usage = { cpuMicroseconds: number; rssBytes: number }

const everyMilliseconds = 60_000
const quietMicroseconds = 600_000
const worthwhileBytes = 16_000_000

/**
 * Says, asked every minute, whether it is time to collect what a busy time has left behind: nearly nothing was done since it was
 * asked before, and the process holds a good deal more than after the last time.
 */
export function createQuietWatch(): { isTime: (used: Usage) => boolean; collected: (used: Usage) => void } {
  let before = 0
  let lowest = 0
  return {
    isTime: ({ cpuMicroseconds, rssBytes }) => {
      const isQuiet = cpuMicroseconds - before < quietMicroseconds
      before = cpuMicroseconds
      return isQuiet && rssBytes - lowest > worthwhileBytes
    },
    collected: ({ rssBytes }) => {
      lowest = rssBytes
    },
  }
}

/**
 * Gives memory back to the machine once it is quiet: left alone, V8 keeps what it took for the busiest moment. To collect takes a tenth of a
 * second, in which nobody is answered, and happens only after a busy time that left 16 MB. V8 forgets with it how it had compiled what
 * requests need: some thousands of those that follow cost up to half as much again. So a pause between two visits is not yet quiet.
 */
export function startGivingBackMemory({ usage, collect }: { usage: () => Usage; collect: NodeJS.GCFunction }): {
  stop: () => void
} {
  const watch = createQuietWatch()
  const timer = setInterval(() => {
    if (!watch.isTime(usage())) return
    collect({ type: 'major', flavor: 'last-resort' })
    watch.collected(usage())
  }, everyMilliseconds)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
