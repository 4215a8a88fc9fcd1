/** One line of JSON per event, on standard error. Holds no address, cookie or name of a reader. */
export type Log = (event: string, facts?: Record<string, string | number | null>) => void

/** Writes to a stream-like `write`; an error's stack is a fact like any other. */
export function createLog(write: (line: string) => void, now: () => Date): Log {
  return (event, facts = {}) => write(`${JSON.stringify({ time: now().toISOString(), event, ...facts })}\n`)
}
