import { takeEvent } from '../../flows/take-event.ts'
import type { Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import { readBytes } from '../form.ts'
import type { Problems } from '../problems.ts'

const longestMessage = 1_000_000

/** What Stripe tells us. It is answered once it is kept for good; until then Stripe sends it again. */
export function webhookHandlers(deps: Deps, problems: Problems): Record<'stripeWebhook', Handler> {
  const { database, payments, replies, now, log } = deps
  return {
    stripeWebhook: async (c) => {
      if (payments === null) return problems.notFound(c)
      const bytes = await readBytes(c, longestMessage)
      const body = bytes && textOf(bytes)
      const signature = c.req.header('stripe-signature') ?? null
      const flow = { db: database.db, payments: payments.service, now: now() }
      const taken = body === null ? { kind: 'refused' as const } : await takeEvent(flow, { body, signature })
      if (taken.kind === 'taken' && taken.alert !== null) log('payment alert', { alert: taken.alert })
      return replies.nothing(taken.kind === 'taken' ? 200 : 400, 'never')
    },
  }
}

/** The text to the letter, a byte-order mark included, since the signature is over it; null for what is no text. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
