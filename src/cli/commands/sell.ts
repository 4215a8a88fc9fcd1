import { randomUUID } from 'node:crypto'
import { sellPlans } from '../../flows/sell-plans.ts'
import { type Command, configOf, parse, Refused, withMagazine } from '../command.ts'
import { paymentsOf } from '../payments.ts'

export const sellCommand: Command = {
  summary: 'sell plans on the site, through Stripe',
  usage: ['sell [SLUG…] [--data DIR]'],
  help: `Makes the price at Stripe for every plan on offer that has none, or for those named, and from then on
they can be paid for on the subscribe page. Plans that are sold already stay as they are. It needs
STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET.

  --data DIR  the folder of the magazine, whatever DATABASE_URL says`,

  async run(args, cli) {
    const { values, positionals } = parse(args, { data: { type: 'string' } })
    const config = configOf(cli, { data: values.data })
    const payments = await paymentsOf(cli, config)
    await withMagazine(cli, config, async ({ db }) => {
      const sold = await sellPlans({ db, payments, makeKey: randomUUID }, positionals)
      if (sold === null) throw new Refused('Not all of these plans are on offer. `tessera plans` lists those that are.')
      if (sold.length === 0) await cli.out('There is no plan on offer yet. Begin with `tessera plans add`.\n')
      for (const { slug, price, kind } of sold)
        await cli.out(kind === 'sold' ? `${slug} is sold now (${price}).\n` : `${slug} was sold already (${price}).\n`)
    })
    return 0
  },
}
