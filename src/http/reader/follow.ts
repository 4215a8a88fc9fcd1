import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import { findLeadKept } from './metering.ts'
import { addressOf, findWho, isPrefetch } from './who.ts'

/**
 * Takes note that somebody goes on to a pick's source. The answer is the same whether there is such a pick or not, and whether it was
 * counted: nobody waits for it.
 */
export function followHandlers(deps: Deps): Record<'followSource', Handler> {
  return { followSource: (c) => follow(deps, c) }
}

async function follow(deps: Deps, c: Ctx): Promise<Response> {
  const answer = deps.replies.nothing(204, 'never')
  if (isPrefetch(c)) return answer
  const lead = await findLeadKept(deps, c.req.param('slug') ?? '')
  if (lead === null || lead.sourceUrl === null) return answer
  const { reader } = await findWho(deps, c)
  if (reader.kind === 'crawler') return answer
  const now = deps.now()
  const day = deps.generation().calendar.dateAt(now)
  deps.follows.note({ pickId: lead.id, day, address: addressOf(deps, c), now })
  return answer
}
