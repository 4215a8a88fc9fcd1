import type { Cli } from './command.ts'

/** Shows how far something long has come. */
export type Progress = { tell: (line: () => string) => void; end: () => void }

const patience = 1_000
const pace = { terminal: 100, lines: 1_000 }

/** Shows nothing for the first second; then one line that changes on a screen, and a line every second elsewhere. */
export function startProgress({ err, now, isTerminal }: Pick<Cli, 'err' | 'now' | 'isTerminal'>): Progress {
  let next = now().getTime() + patience
  let shown = 0
  const tell = (line: () => string) => {
    const at = now().getTime()
    if (at < next) return
    next = at + (isTerminal ? pace.terminal : pace.lines)
    const text = line()
    err(isTerminal ? `\r${text.padEnd(shown)}` : `${text}\n`)
    shown = text.length
  }
  const end = () => {
    if (isTerminal && shown > 0) err(`\r${' '.repeat(shown)}\r`)
    shown = 0
  }
  return { tell, end }
}
