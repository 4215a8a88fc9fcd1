import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'

/** What the server hands over with a request; in a test only as much of it as the test gives. */
export type Env = { Bindings: Partial<HttpBindings> }

/** One request on its way. */
export type Ctx = Context<Env>

/** Answers one route. */
export type Handler = (c: Ctx) => Response | Promise<Response>
