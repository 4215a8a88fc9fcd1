import type { Db } from '../../data/schema.ts'
import { listTopics } from '../../data/topics.ts'
import { englishStyle } from '../../domain/house-style.ts'
import { measureTopics } from '../../flows/measure-topics.ts'
import { type Cli, type Command, configOf, counted, parse, UsageError, withMagazine } from '../command.ts'

export const topicsCommand: Command = {
  summary: 'show the topics, and how well they can be suggested',
  usage: ['topics [--measure] [--data DIR]'],
  help: `Lists the topics of published picks with how many each has.

  --measure   suggests topics for every pick from all the others, as the desk does for a new one,
              and prints how many of the first one and of the first three were right
  --data DIR  the folder of the magazine, whatever DATABASE_URL says`,

  async run(args, cli) {
    const { values, positionals } = parse(args, { measure: { type: 'boolean' }, data: { type: 'string' } })
    if (positionals.length > 0) throw new UsageError(`What is “${positionals[0]}”? Topics are listed without naming one.`)
    const config = configOf(cli, { data: values.data })
    await withMagazine(cli, config, ({ db }) => (values.measure ? measure(cli, db) : list(cli, db)))
    return 0
  },
}

async function list(cli: Cli, db: Db): Promise<void> {
  const topics = await listTopics(db, cli.now())
  if (topics.length === 0) await cli.out('There are no topics yet. A pick names its own on its line “More about:”.\n')
  for (const { name, slug, count } of topics) await cli.out(`${name} (${slug}): ${counted(count, 'pick')}\n`)
}

async function measure(cli: Cli, db: Db): Promise<void> {
  const { picks, topics, precisions } = await measureTopics(db, englishStyle)
  if (picks < 2) {
    await cli.out('There is nothing to measure: it takes two picks with topics.\n')
    return
  }
  await cli.out(`${counted(picks, 'pick')} with ${counted(topics, 'topic')}, each suggested for from all the others:\n`)
  for (const { k, suggested, byFrequency } of precisions)
    await cli.out(`precision@${k}  ${percent(suggested)}  (always the most frequent: ${percent(byFrequency)})\n`)
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
