import { listNewsletters, retireNewsletter, saveNewsletter } from '../../data/newsletters.ts'
import type { Db } from '../../data/schema.ts'
import { type Cli, type Command, configOf, counted, parse, Refused, suggest, UsageError, withMagazine } from '../command.ts'

const verbs = ['list', 'add', 'retire']
const longest = { name: 80, description: 300 }

export const newslettersCommand: Command = {
  summary: 'show, add and retire the newsletters that members can choose',
  usage: [
    'newsletters [list] [--data DIR]',
    'newsletters add SLUG NAME [--description TEXT] [--position NUMBER] [--data DIR]',
    'newsletters retire SLUG [--data DIR]',
  ],
  help: `Members switch them on and off in their account. The SLUG is the newsletter's short name:
small letters, digits and hyphens. To add one that is there already changes its name and
what is said of it, and brings back one that was retired. What members have chosen is kept.

  --description TEXT  a sentence about it, for the account page
  --position NUMBER   its place in the list, from 1; without it, the last
  --data DIR          the folder of the magazine, whatever DATABASE_URL says`,

  async run(args, cli) {
    const text = { type: 'string' } as const
    const { values, positionals } = parse(args, { data: text, description: text, position: text })
    const [verb = 'list', slug, name, ...more] = positionals
    const wanted = { list: 1, retire: 2, add: 3 }[verb]
    if (wanted === undefined) throw new UsageError(`“${verb}” can’t be done with newsletters. ${suggest(verb, verbs)}`)
    if (positionals.length > wanted)
      throw new UsageError(`“${positionals[wanted] ?? more[0]}” is too much. A name of several words stands in quotes.`)
    const config = configOf(cli, { data: values.data })
    if (verb === 'list') return withMagazine(cli, config, ({ db }) => list(cli, db))
    const known = slugOf(slug)
    if (verb === 'retire') return withMagazine(cli, config, ({ db }) => retire(cli, db, known))
    const saved = { slug: known, name: textOf('name', name), description: textOf('description', values.description ?? '') }
    if (saved.name === '') throw new UsageError(`What is ${known} called?`)
    const position = positionOf(values.position)
    await withMagazine(cli, config, ({ db }) => saveNewsletter(db, { ...saved, position, now: cli.now() }))
    await cli.out(`Members can choose ${saved.name} (${known}) in their account.\n`)
    return 0
  },
}

async function list(cli: Cli, db: Db): Promise<0> {
  const all = await listNewsletters(db)
  if (all.length === 0) await cli.out('There are no newsletters yet. `tessera newsletters add` begins one.\n')
  for (const { slug, name, description, retiredAt, wantedBy } of all) {
    const state = retiredAt === null ? counted(wantedBy, 'member') : `retired on ${retiredAt.toISOString().slice(0, 10)}`
    await cli.out(`${slug}: ${name} (${state})\n${description === '' ? '' : `    ${description}\n`}`)
  }
  return 0
}

async function retire(cli: Cli, db: Db, slug: string): Promise<0> {
  if (!(await retireNewsletter(db, slug, cli.now()))) {
    const there = (await listNewsletters(db)).filter(({ retiredAt }) => retiredAt === null).map((one) => one.slug)
    throw new Refused(
      `There is no newsletter ${slug} to retire. ${there.length === 0 ? 'There are none.' : suggest(slug, there)}`,
    )
  }
  await cli.out(`${slug} is retired. What members chose is kept, should you add it again.\n`)
  return 0
}

function slugOf(typed: string | undefined): string {
  if (typed === undefined) throw new UsageError('Which newsletter? Say its short name.')
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(typed) || typed.length > 40)
    throw new UsageError(`“${typed}” can’t be a short name: small letters, digits and hyphens between them, 40 at the most.`)
  return typed
}

function textOf(what: keyof typeof longest, typed = ''): string {
  const tidy = typed.normalize('NFC').replace(/\s+/g, ' ').trim()
  if (tidy.length > longest[what] || /[\p{Cc}\p{Cs}\p{Bidi_Control}]/u.test(tidy))
    throw new UsageError(`The ${what} has ${longest[what]} letters at the most, all on one line.`)
  return tidy
}

function positionOf(typed: string | undefined): number | null {
  if (typed === undefined) return null
  if (!/^[1-9]\d{0,3}$/.test(typed)) throw new UsageError(`“${typed}” is no place in the list. The first is 1.`)
  return Number(typed)
}
