import { listSettings } from '../../data/settings.ts'
import { magazineFrom } from '../../domain/settings.ts'
import { reconcileSubscriptions } from '../../flows/reconcile-subscriptions.ts'
import { type Command, configOf, counted, parse, UsageError, withMagazine } from '../command.ts'
import { paymentsOf } from '../payments.ts'

export const reconcileCommand: Command = {
  summary: 'compare every subscription with Stripe, and correct what differs',
  usage: ['reconcile [--data DIR]'],
  help: `The running site does this once a day by itself; \`tessera doctor\` tells of the last time. Every
subscription that was corrected has a line: what it was, and what it is now. Ctrl-C ends it between
two subscriptions; what was corrected until then stays.

  --data DIR  the folder of the magazine, whatever DATABASE_URL says`,

  async run(args, cli) {
    const { values, positionals } = parse(args, { data: { type: 'string' } })
    if (positionals.length > 0) throw new UsageError(`“${positionals[0]}” is too much. All subscriptions are compared.`)
    const config = configOf(cli, { data: values.data })
    const payments = await paymentsOf(cli, config)
    const signal = cli.interruption()
    return withMagazine(cli, config, async ({ db }) => {
      const [now, lines] = [cli.now(), [] as string[]]
      const { graceDays } = magazineFrom(await listSettings(db))
      const tell = ({ checked, line }: { checked: number; line: string | null }) => {
        if (line !== null) lines.push(line)
        else if (cli.isTerminal) cli.err(`${counted(checked, 'subscription')} …\n`)
      }
      // By hand it is always its turn: later than any run can have begun.
      const notSince = new Date(now.getTime() + 1)
      const run = await reconcileSubscriptions({ db, payments, graceDays, now }, { notSince, signal, tell })
      for (const line of lines) await cli.out(`${line}\n`)
      if (!run) return 0
      const sum = `${counted(run.checked, 'subscription')} compared, ${run.corrected} corrected.`
      await cli.out(run.finishedAt === null ? `Stopped: ${sum}\n` : `${sum}\n`)
      return run.finishedAt === null ? 1 : 0
    })
  },
}
