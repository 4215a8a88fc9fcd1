import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileOf, pickWith } from '../support/pick-texts.ts'
import { kill, runTessera } from './tessera.ts'

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
    const [picks, broken] = [1 + Math.floor(random() * 250), random() < 0.1]
    const file = writePicks(files, { name, picks, broken })
    const running = runTessera(['import', file, '--publish', '--data', folder])
    const timer = random() < 0.5 ? setTimeout(() => kill(running), 100 + random() * 600) : undefined
    const { code, signal, err } = await running.finished
    clearTimeout(timer)
    const outcome = signal === 'SIGKILL' ? 'killed' : code === 0 ? 'acknowledged' : 'refused'
    if (outcome === 'refused' && !broken) throw new Error(`The import of ${picks} picks was refused: ${err}`)
    imports.push({ name, picks, outcome })
  }
  return imports
}
