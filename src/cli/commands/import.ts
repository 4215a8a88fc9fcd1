import type { Database } from '../../data/database.ts'
import { englishStyle } from '../../domain/house-style.ts'
import type { PickText } from '../../domain/pick.ts'
import { parsePicks } from '../../domain/pick-text.ts'
import { linesOf } from '../../domain/text-form/line.ts'
import { type PickDraft, sortIntoPicks } from '../../domain/text-form/pick-draft.ts'
import { type Imported, importPicks } from '../../flows/import-picks.ts'
import type { Refusal } from '../../flows/plan-import.ts'
import { type Cli, type Command, configOf, counted, openDatabase, parse, placeOf, Refused, UsageError } from '../command.ts'
import { explainError } from '../explain-error.ts'
import { startProgress } from '../progress.ts'
import { readText } from '../text-file.ts'

const style = englishStyle
const muchText = 4_000_000

/** A file's picks, and the line on which a part of one begins. */
type Read = { picks: PickText[]; lineOf: (refusal: Pick<Refusal, 'pick' | 'part'>) => number }
type Importing = { cli: Cli; database: Database; publish: boolean }

export const importCommand: Command = {
  summary: 'put picks into the magazine',
  usage: ['import FILE… [--publish] [--data DIR]'],
  help: `Reads picks in their text form and keeps them as drafts. A file is imported whole or, when
a line of it can't be read, not at all; the others are tried all the same. Importing a
file again changes nothing; a pick whose text has changed gets a new version. Where the
desk has captured a pick's source, the excerpt must say what the source says: a file in
which one doesn't is refused in the same way, with the words that differ.

  FILE        one or more files; - is standard input
  --publish   makes the picks public at once
  --data DIR  the folder of the magazine, whatever DATABASE_URL says`,

  async run(args, cli) {
    const { values, positionals: files } = parse(args, { publish: { type: 'boolean' }, data: { type: 'string' } })
    if (files.length === 0) throw new UsageError('Which file?')
    const place = placeOf(configOf(cli, { data: values.data }))
    let database: Database | null = null
    let isRefused = false
    try {
      for (const file of files) {
        const read = await readPicks(file, cli)
        if (read) database ??= await openDatabase(cli, place)
        const isImported = read && database && (await importFile({ cli, database, publish: values.publish ?? false }, file, read))
        if (!isImported) isRefused = true
      }
      return isRefused ? 1 : 0
    } finally {
      await database?.close()
    }
  },
}

async function readPicks(file: string, cli: Cli): Promise<Read | null> {
  const read = await readText(file, cli)
  if (!read.ok) {
    cli.err(`${placeIn(file, read.line)}: ${read.reason}\n`)
    return null
  }
  // Reading that much takes a few seconds in which nothing else can be shown.
  if (read.text.length > muchText) cli.err(`${nameOf(file)}: reading ${Math.round(read.text.length / 1e6)} MB\n`)
  const parsed = parsePicks(read.text, style)
  if (parsed.ok) return { picks: parsed.picks, lineOf: linesIn(read.text) }
  for (const { line, reason } of parsed.problems) cli.err(`${placeIn(file, line)}: ${reason}\n`)
  return null
}

/** Looks for the lines when one is asked for, and once: a long file may have many picks that are refused. */
function linesIn(text: string): Read['lineOf'] {
  let drafts: PickDraft[] | null = null
  return ({ pick, part }) => {
    drafts ??= sortIntoPicks(linesOf(text), style)
    const draft = drafts[pick]
    return (part === 'excerpt' ? draft?.excerpt[0] : draft?.headline)?.number ?? 1
  }
}

async function importFile(importing: Importing, file: string, { picks, lineOf }: Read): Promise<boolean> {
  const { cli, database, publish } = importing
  const signal = cli.interruption()
  const progress = startProgress(cli)
  const onProgress = (doing: string, done: number, total: number) =>
    progress.tell(() => `${doing} ${done.toLocaleString('en-US')} of ${counted(total, 'pick')}`)
  try {
    const deps = { db: database.db, now: cli.now(), style }
    const result = await importPicks(deps, { picks, publish, by: 'import', onProgress, signal })
    progress.end()
    if (result.ok) await cli.out(`${nameOf(file)}: ${describe(result)}\n`)
    else for (const refusal of result.problems) cli.err(`${placeIn(file, lineOf(refusal))}: ${refusal.reason}\n`)
    return result.ok
  } catch (error) {
    progress.end()
    if (signal.aborted) throw new Refused(`${nameOf(file)}: stopped; nothing of this file was imported.`)
    const reason = explainError(error)
    throw reason === null ? error : new Refused(`${nameOf(file)}: nothing was imported. ${reason}`)
  }
}

function placeIn(file: string, line: number | undefined): string {
  return line === undefined ? nameOf(file) : `${nameOf(file)}:${line}`
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file
}

/** `2 picks imported and published`, `1 pick updated, 3 unchanged`, `1 pick imported as a draft; import it again with --publish …`. */
function describe({ created, updated, unchanged, published }: Imported): string {
  const parts: string[] = []
  const add = (count: number, what: string) => {
    if (count > 0) parts.push(`${parts.length === 0 ? counted(count, 'pick') : count.toLocaleString('en-US')} ${what}`)
  }
  const isAllPublished = published === created && created > 0
  const areDrafts = created > 0 && published === 0
  const asDrafts = created === 1 ? 'imported as a draft' : 'imported as drafts'
  add(created, isAllPublished ? 'imported and published' : areDrafts ? asDrafts : 'imported')
  add(updated, 'updated')
  add(unchanged, 'unchanged')
  if (published > 0 && !isAllPublished) add(published, 'published')
  if (!areDrafts) return parts.join(', ')
  const them = created === 1 ? 'it' : 'them'
  return `${parts.join(', ')}; import ${them} again with --publish to make ${them} public`
}
