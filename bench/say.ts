/** One line for the person at the keyboard; standard output belongs to the figures. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
