import { Hono } from 'hono'
import type { Ctx, Env } from './context.ts'
import type { Deps } from './deps.ts'
import { isOurHost } from './host.ts'
import { createProblems } from './problems.ts'
import { readerHandlers } from './reader/handlers.ts'
import { type RouteName, routes } from './routes.ts'
import { isSameSite } from './same-site.ts'

const methods = new Set(['GET', 'HEAD', 'POST'])
const longestTarget = 8_192

/** The whole site as one function from request to response. Its routes are the rows of the table in `routes.ts` and no others. */
export function createApp(deps: Deps): Hono<Env> {
  const app = new Hono<Env>()
  const problems = createProblems(deps)
  const handlers = readerHandlers(deps, problems)

  app.use(async (c, next) => {
    const refused = refuse(c)
    return refused === null ? next() : problems.send(c, refused)
  })
  for (const name of Object.keys(routes) as RouteName[]) {
    const { method, path, policy } = routes[name]
    app[method](path, (c) => (policy === 'changes' && !isSameSite(c) ? problems.send(c, 403) : handlers[name](c)))
  }
  app.notFound((c) => problems.notFound(c))
  app.onError((error, c) => problems.failed(c, error))
  return app

  function refuse(c: Ctx): 405 | 414 | 421 | null {
    if (!methods.has(c.req.method)) return 405
    if (c.req.url.length > longestTarget) return 414
    const isOurs = c.req.path === routes.health.path || hostsOf(c).every((host) => isOurHost(host, deps.origin))
    return isOurs ? null : 421
  }
}

/** The sites a request says it is for: its Host, and a whole address in its first line (RFC 9112 §3.2.2), which a cache may go by. */
function hostsOf(c: Ctx): (string | undefined)[] {
  const target = c.env?.incoming?.url
  const isWhole = target !== undefined && !target.startsWith('/')
  return isWhole ? [c.req.header('host'), new URL(c.req.url).host] : [c.req.header('host')]
}
