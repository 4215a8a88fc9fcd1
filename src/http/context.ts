import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'

/** What the server hands over with a request; in a test only as much of it as the test gives. */
export type Env = {
  Bindings: Partial<HttpBindings>
  /** `renewedSession`: the cookie of a session that lasts longer from this request on. */
  Variables: { renewedSession?: string }
}

/** One request on its way. */
export type Ctx = Context<Env>

/** Answers one route. */
export type Handler = (c: Ctx) => Response | Promise<Response>

/** A header of the request, its lines joined where there are several (RFC 9110 §5.2). Not for Host, of which only the first would count. */
export function headerOf(c: Ctx, name: Lowercase<string>): string | undefined {
  // Node has them ready; the router would look through the lines as they came, each time.
  const ready = c.env?.incoming?.headers
  if (ready === undefined) return c.req.header(name)
  const value = ready[name]
  return typeof value === 'string' ? value : undefined
}
