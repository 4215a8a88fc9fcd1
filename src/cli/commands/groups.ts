import type { Config } from '../../config.ts'
import { listUsage } from '../../data/group-usage.ts'
import { findGroup, findGroupNamed, listGroups } from '../../data/groups.ts'
import type { Db } from '../../data/schema.ts'
import type { Group, MonthUsage } from '../../domain/group.ts'
import { isPrivateNetwork, writeNetwork } from '../../domain/group-terms.ts'
import { calendarOf } from '../../domain/zone.ts'
import { addGroup, changeGroup, endGroup, type GroupChanged } from '../../flows/change-groups.ts'
import { loadMagazine } from '../../flows/load-magazine.ts'
import { type Cli, type Command, configOf, counted, parse, Refused, suggest, UsageError, withMagazine } from '../command.ts'
import { administratorOf, domainsOf, groupOptions, networksOf, type Typed, termsOf } from '../group-options.ts'
import { describeGroup, lineOfGroup } from '../print-groups.ts'

type Asked = { cli: Cli; config: Config; db: Db; typed: Typed; zone: string }

const verbs = ['show', 'add', 'change', 'end', 'report'] as const

export const groupsCommand: Command = {
  summary: 'agree with schools, companies and libraries on seats and networks',
  usage: [
    'groups [--data DIR]',
    'groups show GROUP',
    'groups add NAME --administrator EMAIL --seats N [OPTIONS]',
    'groups change GROUP [--name NAME] [--remove-domain D] [--remove-network N] [OPTIONS]',
    'groups end GROUP',
    'groups report GROUP [--csv]',
  ],
  help: `GROUP is its number or its name. Without more it lists every group.

  --administrator EMAIL  who invites people and sees the report, under “Groups” in their account
  --seats N              how many people can have one: 0 for networks only, or unlimited
  --opens WHAT           metered (the default): all picks but the subscribers-only ones; or everything
  --from DAY             the first day, such as 2026-09-01; today unless set
  --until DAY            the last day, or none; without an end unless set
  --domain D             whoever signs in with an address there is offered a seat: school.example,
                         or *.school.example for the domains below it too; several with commas
  --network N            whoever reads from there needs no account: 192.0.2.0/24, 2001:db8::/32;
                         behind a proxy TESSERA_TRUSTED_PROXIES has to name it
  --name NAME            what it is called from now on
  --remove-domain D      the seats end that hung on it
  --remove-network N     written as \`groups show\` does
  --csv                  the report as a table for a spreadsheet
  --data DIR             the folder of the magazine, whatever DATABASE_URL says`,

  async run(args, cli) {
    const { values: typed, positionals } = parse(args, groupOptions)
    const [verb = 'list', which, ...more] = positionals
    if (more.length > 0) throw new UsageError(`“${more[0]}” is too much. A name of several words stands in quotes.`)
    const work = workOf(verb, which, typed)
    const config = configOf(cli, { data: typed.data })
    await withMagazine(cli, config, async ({ db }) => {
      const { zone } = await loadMagazine(db)
      await work({ cli, config, db, typed, zone })
    })
    return 0
  },
}

function workOf(verb: string, which: string | undefined, typed: Typed): (asked: Asked) => Promise<void> {
  if (verb === 'list') return list
  const known = verbs.find((one) => one === verb)
  if (known === undefined) throw new UsageError(`“${verb}” can’t be done with groups. ${suggest(verb, verbs)}`)
  if (which === undefined) throw new UsageError(known === 'add' ? 'What is the group called?' : 'Which group?')
  if (known === 'add' && administratorOf(typed) === null)
    throw new UsageError('A group needs an --administrator: who invites its people.')
  if (known === 'add') return (asked) => add(asked, which)
  const works = { show, change, end, report }
  return async (asked) => works[known](asked, await groupNamed(asked.db, which))
}

async function list({ cli, db, zone }: Asked) {
  const groups = await listGroups(db)
  if (groups.length === 0) await cli.out('There are no groups yet. `tessera groups add` begins one.\n')
  for (const group of groups) await cli.out(lineOfGroup(group, { zone, now: cli.now() }))
}

async function show({ cli, db, zone }: Asked, group: Group) {
  await cli.out(await describeGroup(db, group, { zone, now: cli.now() }))
}

async function add(asked: Asked, name: string) {
  const { cli, db, typed, zone } = asked
  const administrator = administratorOf(typed)
  if (administrator === null) throw new UsageError('A group needs an --administrator: who invites its people.')
  const clock = { calendar: calendarOf(zone), now: cli.now() }
  const agreed = { opens: 'metered', seats: null, window: { from: clock.now, until: null } } as const
  const terms = { name, ...agreed, ...termsOf({ ...typed, name }, null, clock) }
  if (typed.seats === undefined) throw new UsageError('How many --seats? A number, 0 for networks only, or unlimited.')
  const places = { addDomains: domainsOf(typed, 'domain'), addNetworks: networksOf(typed, 'network') }
  await tell(asked, await addGroup({ db, now: clock.now }, { terms, administrator, ...places }), 'now there')
}

async function change(asked: Asked, group: Group) {
  const { cli, db, typed, zone } = asked
  const changes = {
    terms: termsOf(typed, group, { calendar: calendarOf(zone), now: cli.now() }),
    administrator: administratorOf(typed),
    addDomains: domainsOf(typed, 'domain'),
    addNetworks: networksOf(typed, 'network'),
    removeDomains: domainsOf(typed, 'remove-domain').map(({ domain }) => domain),
    removeNetworks: networksOf(typed, 'remove-network'),
  }
  await tell(asked, await changeGroup({ db, now: cli.now() }, group.id, changes), 'changed')
}

async function end(asked: Asked, group: Group) {
  await tell(asked, await endGroup({ db: asked.db, now: asked.cli.now() }, group.id), 'ended')
}

async function report({ cli, db, typed }: Asked, group: Group) {
  const usage = await listUsage(db, group.id)
  if (typed.csv === true) {
    await cli.out(['month,through,readers,articles', ...usage.map(csvLine)].map((line) => `${line}\r\n`).join(''))
    return
  }
  if (usage.length === 0) await cli.out(`${group.name} has read nothing yet.\n`)
  for (const { month, way, readers, readings } of usage)
    await cli.out(`${month}  ${way.padEnd(7)}  ${counted(readers, 'reader')}, ${counted(readings, 'article')}\n`)
}

function csvLine({ month, way, readers, readings }: MonthUsage): string {
  return [month, way, readers, readings].join(',')
}

async function tell({ cli, config, db, typed, zone }: Asked, result: GroupChanged, what: string) {
  if (result.kind === 'refused') throw new Refused(result.reason)
  const { group, seatsEnded } = result
  await cli.out(`${group.name} is ${what}:\n${await describeGroup(db, group, { zone, now: cli.now() })}`)
  if (seatsEnded > 0)
    cli.err(`Note: ${counted(seatsEnded, 'seat')} ended, whose addresses are of none of its domains any more.\n`)
  const doubtful = networksOf(typed, 'network').filter(isPrivateNetwork)
  if (doubtful.length > 0 && config.trustedProxies.length === 0)
    cli.err(
      `Note: ${doubtful.map(writeNetwork).join(', ')} is a private network. If readers come through a proxy, TESSERA_TRUSTED_PROXIES has to name it, or all of them read as this group.\n`,
    )
}

async function groupNamed(db: Db, which: string): Promise<Group> {
  const group = /^[1-9]\d{0,8}$/.test(which) ? await findGroup(db, Number(which)) : await findGroupNamed(db, which)
  if (group) return group
  const names = (await listGroups(db)).map(({ name }) => name)
  throw new Refused(`There is no group ${which}. ${names.length === 0 ? 'There are none yet.' : suggest(which, names)}`)
}
