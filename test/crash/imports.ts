import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileOf, pickWith } from '../support/pick-texts.ts'
import { type Command, kill, runTessera } from './tessera.ts'

/** What became of an import: `acknowledged` with exit code 0, `refused` for a line that can't be read, `killed` at some moment. */
export type Import = { name: string; picks: number; outcome: 'acknowledged' | 'refused' | 'killed' }

/** Writes a file of so many picks whose headlines begin with `name`. A broken one ends in a pick that has no source. */
export function writePicks(
  folder: string,
  { name, picks, broken = false }: { name: string; picks: number; broken?: boolean },
): string {
  const made = Array.from({ length: picks }, (_, index) =>
    pickWith({
      headline: `${name} ${index + 1}`,
      date: `2026-0${(index % 9) + 1}-1${index % 10}`,
      topics: [`Topic ${index % 7}`, name],
    }),
  )
  const text = fileOf(...made)
  const file = join(folder, `${name.replaceAll(' ', '-')}.txt`)
  writeFileSync(file, broken ? text.slice(0, text.lastIndexOf('Read more at')) : text)
  return file
}

/** Imports one file after the other, as an editor's script might, until told to stop; many are killed on the way. */
export async function importOnAndOn(
  folder: string,
  files: string,
  random: () => number,
  until: () => boolean,
): Promise<Import[]> {
  const imports: Import[] = []
  while (!until()) {
    const name = `Import No ${imports.length + 1} of ${files.length}`
    const [picks, broken] = [1 + Math.floor(random() * 120), random() < 0.1]
    const file = writePicks(files, { name, picks, broken })
    const running = runTessera(['import', file, '--publish', '--data', folder])
    if (random() < 0.6) killSometime(running, folder, random)
    const { code, signal, err } = await running.finished
    const outcome = signal === 'SIGKILL' ? 'killed' : code === 0 ? 'acknowledged' : 'refused'
    if (outcome === 'refused' && !broken) throw new Error(`The import of ${picks} picks was refused: ${err}`)
    imports.push({ name, picks, outcome })
  }
  return imports
}

/** Kills an import soon after it has begun to write, or at any moment; it may also have ended by then. */
function killSometime(running: Command, folder: string, random: () => number): void {
  const log = join(folder, 'magazine.db-wal')
  const changedAt = () => statSync(log, { throwIfNoEntry: false })?.mtimeMs
  const before = changedAt()
  const delay = random() * 40
  const anyMoment = random() < 0.3 ? 100 + random() * 500 : 10_000
  let waited = 0
  const watch = setInterval(() => {
    waited += 1
    if (changedAt() === before && waited < anyMoment) return
    clearInterval(watch)
    setTimeout(() => kill(running), delay)
  }, 1)
  running.finished.then(() => clearInterval(watch))
}
