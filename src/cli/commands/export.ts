import { open, rename, rm, stat } from 'node:fs/promises'
import type { Db } from '../../data/schema.ts'
import { exportPicks } from '../../flows/export-picks.ts'
import { type Cli, type Command, configOf, counted, parse, Refused, UsageError, withMagazine } from '../command.ts'
import { startProgress } from '../progress.ts'

type Export = { publishedOnly: boolean; out: string | null; force: boolean }

export const exportCommand: Command = {
  summary: 'write the picks out as text',
  usage: ['export [--out FILE [--force]] [--published] [--data DIR]'],
  help: `Writes the picks in their text form, the oldest first, as import reads them. The text holds
the excerpts whole, so it is for those who run the magazine.

  --out FILE   writes to a file instead of standard output
  --force      replaces the file if there is one
  --published  leaves drafts out
  --data DIR   the folder of the magazine, whatever DATABASE_URL says`,

  async run(args, cli) {
    const { values, positionals } = parse(args, {
      out: { type: 'string' },
      force: { type: 'boolean' },
      published: { type: 'boolean' },
      data: { type: 'string' },
    })
    if (positionals.length > 0) throw new UsageError(`What is “${positionals[0]}”? A file to write to is named with --out.`)
    if (values.out === '') throw new UsageError('--out needs the name of a file.')
    const what = { publishedOnly: values.published ?? false, out: values.out ?? null, force: values.force ?? false }
    const config = configOf(cli, { data: values.data })
    if (what.out !== null) await refuseTaken(what.out, what.force)
    const count = await withMagazine(cli, config, ({ db }) => write(cli, db, what))
    if (what.out !== null) cli.err(`${counted(count, 'pick')} written to ${what.out}\n`)
    return 0
  },
}

async function write(cli: Cli, db: Db, { publishedOnly, out, force }: Export): Promise<number> {
  const progress = startProgress(cli)
  let count = 0
  async function* texts() {
    for await (const text of exportPicks(db, { publishedOnly })) {
      yield text
      count += 1
      progress.tell(() => `exported ${counted(count, 'pick')}`)
    }
  }
  try {
    if (out === null) for await (const text of texts()) await cli.out(text)
    else await writeFileWhole(out, { force, texts: texts() })
    return count
  } finally {
    progress.end()
  }
}

async function refuseTaken(file: string, force: boolean) {
  const found = await stat(file).catch(() => null)
  if (found?.isDirectory()) throw new Refused(`${file} is a folder. Name a file in it.`)
  if (found && !found.isFile())
    throw new Refused(`${file} is no ordinary file. Write to standard output, and send that there with >.`)
  if (found && !force) throw new Refused(`${file} is there already. Name another file, or replace it with --force.`)
}

/** The file appears, or changes, only when all of it is on the disk. */
async function writeFileWhole(file: string, { force, texts }: { force: boolean; texts: AsyncIterable<string> }) {
  const part = `${file}.${process.pid}.part`
  const handle = await open(part, 'wx').catch(refuseFolder(file))
  try {
    for await (const text of texts) await handle.write(text)
    await handle.sync()
    await handle.close()
    await refuseTaken(file, force)
    await rename(part, file)
  } catch (error) {
    await handle.close()
    await rm(part, { force: true })
    throw error
  }
}

function refuseFolder(file: string) {
  return (error: Error & { code?: string }): never => {
    if (error.code === 'ENOENT') throw new Refused(`${file} can’t be written: there is no such folder. Make it first.`)
    throw error
  }
}
