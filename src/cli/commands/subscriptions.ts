import type { Asked } from '../by-hand.ts'
import { type Command, configOf, parse, suggest, UsageError, withMagazine } from '../command.ts'
import { end } from '../end-by-hand.ts'
import { type GiveVerb, give } from '../give-by-hand.ts'
import { list, show } from '../show-subscriptions.ts'

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const

/** What each verb may be told. */
const giving = ['plan', 'from', 'note', 'no-mail']
const options: Readonly<Record<string, readonly string[]>> = {
  list: ['all'],
  show: [],
  comp: [...giving, 'until'],
  invoice: [...giving, 'paid-until', 'number', 'total'],
  gift: [...giving, 'giver', 'months', 'years'],
  cancel: ['at', 'no-mail'],
  end: ['no-mail'],
}
const verbs = Object.keys(options)

export const subscriptionsCommand: Command = {
  summary: 'show subscriptions, and give, cancel and end those by hand',
  usage: [
    'subscriptions [--all] [--data DIR]',
    'subscriptions show EMAIL [--data DIR]',
    'subscriptions comp EMAIL --plan SLUG [--until WHEN] [OPTIONS] [--data DIR]',
    'subscriptions invoice EMAIL [--plan SLUG] --paid-until WHEN --number NUMBER [--total PRICE] [OPTIONS] [--data DIR]',
    'subscriptions gift EMAIL --plan SLUG --giver NAME --months N | --years N [OPTIONS] [--data DIR]',
    'subscriptions cancel EMAIL|ID [--at WHEN] [--no-mail] [--data DIR]',
    'subscriptions end EMAIL|ID [--no-mail] [--data DIR]',
  ],
  help: `Without more it lists the subscriptions that run or will; with --all every one there ever was.
\`comp\` gives one for nothing, \`invoice\` one that was paid outside of Tessera, \`gift\` one that somebody
else pays for. An address that has no account gets one; to read with it, its owner signs in by mail as
everybody does. A further invoice continues what runs by invoice, at the price it was taken at, and needs no
--plan; with another plan or with --from it is a subscription of its own.
\`cancel\` lets a subscription run until what is paid for is over, \`end\` ends it now.
Of several that a member has, the one that opens more counts. Stripe's own are cancelled at Stripe.

WHEN is a day in the magazine's zone, 2026-12-31, meant whole, or to the second, 2026-12-31T18:00:00Z.

  --plan SLUG        the plan; \`tessera plans\` lists them
  --from WHEN        when it begins, in the past or to come; now unless set
  --until WHEN       when a comp ends; never unless set
  --paid-until WHEN  until when an invoice is paid
  --number NUMBER    the invoice's number in your books; none is given twice
  --total PRICE      what the invoice came to: "49 EUR"; the plan's price unless set
  --giver NAME       who gives, as the mail to the recipient says it
  --months N         how long a gift lasts; or --years N
  --at WHEN          when a cancelled subscription ends, instead of with what is paid for
  --note TEXT        a note of your own; the member never sees it
  --no-mail          tell the member nothing
  --data DIR         the folder of the magazine, whatever DATABASE_URL says`,

  async run(args, cli) {
    const { values, positionals } = parse(args, {
      all: flag,
      plan: text,
      from: text,
      until: text,
      'paid-until': text,
      number: text,
      total: text,
      giver: text,
      months: text,
      years: text,
      at: text,
      note: text,
      'no-mail': flag,
      data: text,
    })
    const { data, ...typed } = values
    const [verb = 'list', whose = '', ...more] = positionals
    const known = Object.hasOwn(options, verb) ? options[verb] : undefined
    if (!known) throw new UsageError(`“${verb}” can’t be done with subscriptions. ${suggest(verb, verbs)}`)
    const odd = Object.keys(typed).find((option) => !known.includes(option))
    if (odd !== undefined) throw new UsageError(`--${odd} says nothing to \`subscriptions ${verb}\`.`)
    if (more.length > 0 || (verb === 'list' && whose !== ''))
      throw new UsageError(`“${more[0] ?? whose}” is too much. A value of several words stands in quotes.`)
    if (verb !== 'list' && whose === '') throw new UsageError('Whose? Say the e-mail address.')
    const config = configOf(cli, { data })
    return withMagazine(cli, config, ({ db }) => runVerb(verb, { cli, config, db, whose, typed }))
  },
}

function runVerb(verb: string, asked: Asked): Promise<0> {
  if (verb === 'list') return list(asked)
  if (verb === 'show') return show(asked)
  if (verb === 'cancel' || verb === 'end') return end(verb, asked)
  return give(verb as GiveVerb, asked)
}
