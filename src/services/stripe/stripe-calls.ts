import Stripe from 'stripe'

const reasons: Record<string, string> = {
  StripeAuthenticationError: 'Stripe refuses the key',
  StripePermissionError: 'Stripe’s key may not do this',
  StripeRateLimitError: 'Stripe is asked too often',
  StripeConnectionError: 'Stripe doesn’t answer',
  StripeAPIError: 'Stripe has a fault',
}

/** Asks Stripe. What it answers instead of what was asked for is thrown as a reason without its own words, which may repeat what we sent. */
export async function ask<Answer>(question: Promise<Answer>): Promise<Answer> {
  try {
    return await question
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error })
  }
}

/** The same, with null for what isn't there. */
export async function askFor<Answer>(question: Promise<Answer>): Promise<Answer | null> {
  try {
    return await question
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError && error.statusCode === 404) return null
    throw new Error(reasonOf(error), { cause: error })
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Stripe.errors.StripeError)) return 'Stripe’s answer can’t be read'
  return reasons[error.type] ?? `Stripe refuses what it was asked (${error.code ?? error.type})`
}
