import { hash } from 'node:crypto'
import type { Config } from '../../config.ts'
import type { Database } from '../../data/database.ts'
import { listAllPlans, type Plan } from '../../data/plans.ts'
import { printPrice } from '../../domain/money.ts'
import { isSlug } from '../../domain/slug.ts'
import { addPlan, beginOffer, changePlan, endOffer, type PlanDeps } from '../../flows/change-plans.ts'
import { type Cli, type Command, configOf, parse, Refused, suggest, UsageError, withDatabase, withMagazine } from '../command.ts'
import { type PlanTyped, planOptions, readPlan } from '../plan-options.ts'

type Asked = { cli: Cli; config: Config; slug: string; typed: PlanTyped }

const verbs = ['add', 'change', 'retire', 'offer']

export const plansCommand: Command = {
  summary: 'show and change what readers can subscribe to',
  usage: [
    'plans [--all] [--data DIR]',
    'plans add SLUG --name NAME --price PRICE --billed month|year [OPTIONS] [--data DIR]',
    'plans change SLUG [--name NAME] [--price PRICE] [--billed month|year] [OPTIONS] [--data DIR]',
    'plans retire SLUG [--data DIR]',
    'plans offer SLUG [--data DIR]',
  ],
  help: `Without more it lists the plans on offer; with --all, also those that only earlier subscribers have.
SLUG is the plan's name in addresses, such as monthly; it never changes. \`retire\` takes a plan off
the offer, \`offer\` puts it back; whoever has it keeps it.

A new price, currency, month or year, or what the plan opens, is for new subscribers. Those who have
the plan keep it as it was: it is kept for them, off the offer, under a numbered name (monthly-2).

  --name NAME           what readers see: "Monthly"
  --price PRICE         the amount and the currency: "4.90 EUR", "500 JPY"
  --billed month|year   what the price is for
  --description TEXT    a sentence about it
  --opens WHAT          everything (the default), or metered: all picks but the subscribers-only ones
  --trial-days N        days that are free at first, for plans that are sold through Stripe (0 to 730)
  --stripe-price ID     its price at Stripe (price_…), by which it is sold on the site
  --position N          its place on the page, from the lowest number
  --data DIR            the folder of the magazine, whatever DATABASE_URL says`,

  async run(args, cli) {
    const { values, positionals } = parse(args, { ...planOptions, all: { type: 'boolean' }, data: { type: 'string' } })
    const { data, all, ...typed } = values
    const [verb = 'list', slug = '', ...more] = positionals
    if (more.length > 0) throw new UsageError(`“${more[0]}” is too much. A value of several words stands in quotes.`)
    const isTyped = Object.keys(typed).length > 0
    if (all && verb !== 'list') throw new UsageError('--all is for the list.')
    const asked: Asked = { cli, config: configOf(cli, { data }), slug, typed }
    if (verb === 'list' && slug === '' && !isTyped) return list(asked, all === true)
    if (!verbs.includes(verb)) throw new UsageError(`“${verb}” can’t be done with plans. ${suggest(verb, verbs)}`)
    if (slug === '') throw new UsageError('Which plan?')
    if (verb === 'add') return add(asked)
    if (verb === 'change') return change(asked)
    if (isTyped) throw new UsageError(`\`plans ${verb}\` takes the plan’s slug and nothing more.`)
    return verb === 'retire' ? retire(asked) : offer(asked)
  },
}

async function list({ cli, config }: Asked, all: boolean): Promise<0> {
  const plans = await withMagazine(cli, config, ({ db }) => listAllPlans(db))
  const shown = plans.filter(({ retiredAt }) => all || retiredAt === null)
  if (shown.length === 0) await cli.out('There are no plans. `tessera plans add` adds one.\n')
  for (const plan of shown) await cli.out(lineOf(plan))
  return 0
}

async function add({ cli, config, slug, typed }: Asked): Promise<0> {
  if (!isSlug(slug)) throw new UsageError(`“${slug}” can’t be the slug: small letters, digits and single hyphens, as in monthly.`)
  const { name, price, currency, billed, ...plan } = readPlan(typed)
  if (name === undefined || price === undefined || currency === undefined || billed === undefined)
    throw new UsageError('A plan needs --name, --price and --billed.')
  const defaults = { description: '', trialDays: 0, opens: 'everything' as const, stripePrice: null, position: null }
  const added = await withDatabase(cli, config, (database) =>
    addPlan(deps(cli, database), { ...defaults, ...plan, slug, name, price, currency, billed }),
  )
  if (added.kind === 'slug-taken')
    throw new Refused(`There is a plan ${slug} already. \`tessera plans change ${slug}\` changes it.`)
  if (added.kind === 'stripe-price-taken') throw new Refused(taken(typed))
  await cli.out(`${slug} is on offer: ${name}, ${printPrice({ amount: price, currency })} a ${billed}.\n`)
  return 0
}

async function change({ cli, config, slug, typed }: Asked): Promise<0> {
  const wanted = readPlan(typed)
  if (Object.keys(wanted).length === 0) throw new UsageError('What is to change?')
  const result = await withMagazine(cli, config, (database) => changePlan(deps(cli, database), slug, wanted))
  switch (result.kind) {
    case 'missing':
    case 'other':
      throw new Refused(missing(slug))
    case 'retired':
      throw new Refused(`${slug} is not on offer. Put it back first: \`tessera plans offer ${slug}\``)
    case 'stripe-price-taken':
      throw new Refused(taken(typed))
    case 'changed':
    case 'unchanged':
      await cli.out(`${slug} ${result.kind === 'changed' ? 'is changed' : 'was already so'}.\n`)
      return 0
    case 'replaced':
      await cli.out(
        `${slug} is changed for those who subscribe from now on. Whoever has it keeps it as it was; it is kept as ${result.kept}.\n`,
      )
      if (result.plan.stripePrice === null && wanted.stripePrice === undefined)
        cli.err('Note: it has no price at Stripe yet. To sell it there, make one and name it with --stripe-price.\n')
      return 0
  }
}

async function retire({ cli, config, slug }: Asked): Promise<0> {
  const result = await withMagazine(cli, config, (database) => endOffer(deps(cli, database), slug))
  if (result === 'missing') throw new Refused(missing(slug))
  await cli.out(result === 'already' ? `${slug} was not on offer.\n` : `${slug} is off the offer. Whoever has it keeps it.\n`)
  return 0
}

async function offer({ cli, config, slug }: Asked): Promise<0> {
  const result = await withMagazine(cli, config, (database) => beginOffer(deps(cli, database), slug))
  if (result === 'missing') throw new Refused(missing(slug))
  await cli.out(`${slug} ${result === 'already' ? 'was already' : 'is'} on offer.\n`)
  return 0
}

function lineOf(plan: Plan): string {
  const { slug, name, price: amount, currency, billed, opens, trialDays, stripePrice, retiredAt } = plan
  const more = [
    opens === 'metered' ? 'opens metered picks' : null,
    trialDays > 0 ? `${trialDays} days free` : null,
    stripePrice === null ? 'by hand' : stripePrice,
    retiredAt === null ? null : `off the offer since ${retiredAt.toISOString().slice(0, 10)}`,
  ]
  const facts = more.filter((one) => one !== null).join(', ')
  return `${slug.padEnd(16)}  ${printPrice({ amount, currency })} a ${billed}  ${name}  (${facts})\n`
}

function deps(cli: Cli, { db }: Database): PlanDeps {
  return { db, now: cli.now(), hash: (text) => hash('sha256', text, 'base64url'), by: 'console' }
}

function missing(slug: string): string {
  return `There is no plan ${slug}. \`tessera plans --all\` lists those there are.`
}

function taken(typed: PlanTyped): string {
  return `Another plan has the price ${typed['stripe-price']} at Stripe. Each needs one of its own.`
}
