import { Hono } from 'hono'
import { whenReady } from '../kit/ready.ts'
import type { Ctx, Env, Handler } from './context.ts'
import type { Deps } from './deps.ts'
import { deskAddresses } from './desk-api/desk-addresses.ts'
import type { DeskRouteName } from './desk-api/desk-routes.ts'
import { hostCheckOf } from './host.ts'
import { createProblems, type Problems } from './problems.ts'
import { readerHandlers } from './reader/handlers.ts'
import { withRenewedSession } from './reader/member-cookies.ts'
import { SegmentRouter } from './router.ts'
import { type Policy, type RouteName, routes } from './routes.ts'
import { isSameSite } from './same-site.ts'

const methods = new Set(['GET', 'HEAD', 'POST'])
const longestTarget = 8_192

/** The whole site as one function from request to response. Its routes are the rows of the table in `routes.ts` and no others. */
export function createApp(deps: Deps): Hono<Env> {
  const app = new Hono<Env>({ router: new SegmentRouter() })
  const problems = createProblems(deps)
  const handlers = { ...readerHandlers(deps, problems), deskPreview: previewWhenAsked(deps, problems) }
  const desk = readWhenAsked(deps, problems)
  const isOurHost = hostCheckOf(deps.origin)

  // Around each handler and not a middleware, for which the router would chain promises on every request.
  const guarded =
    (answer: Handler, policy: Policy | null): Handler =>
    (c) => {
      const refused = refuse(c) ?? (policy === 'changes' && !isSameSite(c) ? 403 : null)
      // A refusal waits until the rest of what came has been looked at: a request that is malformed further on gets no answer but that.
      return refused === null ? answer(c) : Promise.resolve().then(() => problems.send(c, refused))
    }
  // First, since the desk's pages have any address that is left below theirs.
  for (const name of Object.keys(deskAddresses) as DeskRouteName[]) {
    const [method, path] = deskAddresses[name]
    app[method](path, guarded(renewing(desk(name)), null))
  }
  for (const name of Object.keys(routes) as RouteName[]) {
    const { method, path, policy, cache } = routes[name]
    const isShared = cache === 'shared' || cache === 'forever'
    app[method](path, guarded(isShared ? handlers[name] : renewing(handlers[name]), policy))
  }
  app.notFound(guarded(problems.notFound, null))
  app.onError((error, c) => problems.failed(c, error))
  return app

  function refuse(c: Ctx): 405 | 414 | 421 | null {
    if (!methods.has(c.req.method)) return 405
    if (c.req.url.length > longestTarget) return 414
    const isOurs = c.req.path === routes.health.path || hostsOf(c).every(isOurHost)
    return isOurs ? null : 421
  }
}

/** What answers the desk's API, read when it is first asked: where nobody edits, its schemas would be a tenth of what the process holds. */
function readWhenAsked(deps: Deps, problems: Problems): (name: DeskRouteName) => Handler {
  let handlers: Promise<Record<DeskRouteName, Handler>> | null = null
  return (name) => async (c) => {
    handlers ??= import('./desk-api/desk-handlers.ts').then(({ deskHandlers }) => deskHandlers(deps, problems))
    const { [name]: answer } = await handlers.catch((error: unknown) => {
      handlers = null
      throw error
    })
    return answer(c)
  }
}

/** The page of a pick that is being written, which only somebody at the desk asks for. */
function previewWhenAsked(deps: Deps, problems: Problems): Handler {
  return async (c) => {
    const { previewHandlers } = await import('./desk-api/preview-page.tsx')
    return previewHandlers(deps, problems).deskPreview(c)
  }
}

/** Gives the cookie of a session anew that this request has renewed. */
function renewing(answer: Handler): Handler {
  return (c) => whenReady(answer(c), (response) => withRenewedSession(c, response))
}

/** The sites a request says it is for: its Host, and a whole address in its first line (RFC 9112 §3.2.2), which a cache may go by. */
function hostsOf(c: Ctx): (string | undefined)[] {
  const target = c.env?.incoming?.url
  const isWhole = target !== undefined && !target.startsWith('/')
  return isWhole ? [c.req.header('host'), new URL(c.req.url).host] : [c.req.header('host')]
}
