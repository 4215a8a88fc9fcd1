import type { Config } from '../config.ts'
import type { ApplyDeps } from '../flows/apply-subscription.ts'
import { type Cli, Refused } from './command.ts'

/** Stripe, as the machine's settings open it; refused in a sentence where they don't. */
export async function paymentsOf(cli: Cli, config: Config): Promise<ApplyDeps['payments']> {
  const payments = await cli.payments(config)
  if (payments === null)
    throw new Refused(
      'Stripe isn’t set up: STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET aren’t set. The README says how it is done.',
    )
  return payments
}
