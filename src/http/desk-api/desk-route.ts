import type { z } from 'zod'
import { isAtLeast } from '../../domain/role.ts'
import { type DeskPerson, findDeskPerson } from '../../flows/find-desk-person.ts'
import { localPath } from '../../kit/local-path.ts'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import { readFileBody } from '../file-body.ts'
import { readJsonText } from '../json.ts'
import type { Problems } from '../problems.ts'
import { wholeNumber } from '../reader/signed-in.ts'
import { findSignedIn } from '../reader/who.ts'
import { paths } from '../routes.ts'
import { isSameSite } from '../same-site.ts'
import { type Answered, type Asked, type DeskRouteName, deskRoutes } from './desk-routes.ts'
import { type Outcome, type Refusal, refuse } from './refusal.ts'
import type { DeskRoute } from './route-row.ts'
import { wayToProve } from './way-to-prove.ts'

/** A request to the desk's API that may be made: who makes it, what it asks, and the numbers in its path (0 where there are none). */
export type DeskRequest<Name extends DeskRouteName> = {
  deps: Deps
  person: DeskPerson
  asked: Asked<Name>
  id: number
  number: number
  /** Comes when nobody waits for the answer any more. */
  signal: AbortSignal
}

/** Does what a route is for. */
export type DeskAnswer<Name extends DeskRouteName> = (request: DeskRequest<Name>) => Promise<Outcome<Answered<Name>>>

/** The answers of some of the routes. */
export type DeskAnswers<Names extends DeskRouteName> = { [Name in Names]: DeskAnswer<Name> }

/** The most that a request may hold, in bytes: the longest pick is well below. */
const usualLongest = 1_000_000

/**
 * Makes a handler of a route's answer. All that the route's row says is seen to here, before the answer is asked: who may, whether they
 * have signed in lately, that it comes from our own page, and that it is of the right shape.
 */
export function deskHandler<Name extends DeskRouteName>(
  deps: Deps,
  problems: Problems,
  name: Name,
  answer: DeskAnswer<Name>,
): Handler {
  const route: DeskRoute = deskRoutes[name]
  return async (c) => {
    if (route.method === 'post' && !isSameSite(c)) return tellRefusal(deps, c, refuse('not-from-here').refusal)
    const session = await findSignedIn(deps, c)
    if (session === null) return tellRefusal(deps, c, refuse('signed-out', { goTo: paths.signIn(paths.desk()) }).refusal)
    const person = await findDeskPerson({ db: deps.database.db, now: deps.now() }, session)
    // Whoever has no role is told what anybody is told who asks for an address that isn't there.
    if (person === null) return problems.notFound(c)
    if (person.door === 'second-proof')
      return tellRefusal(deps, c, refuse('second-proof', { goTo: paths.deskDoor(pageThatAsked(deps, c)) }).refusal)
    const request = await admit(deps, c, route, person)
    if ('refusal' in request) return tellRefusal(deps, c, request.refusal)
    // The schema of this very route has read it.
    const outcome = await answer({ deps, person, ...request, asked: request.asked as Asked<Name>, signal: c.req.raw.signal })
    return 'refusal' in outcome ? tellRefusal(deps, c, outcome.refusal) : tell(deps, c, 200, outcome.answer)
  }
}

type Admitted = { asked: unknown; id: number; number: number }

async function admit(deps: Deps, c: Ctx, route: DeskRoute, person: DeskPerson): Promise<Admitted | { refusal: Refusal }> {
  if (!isAtLeast(person.role, route.role)) return refuse('not-your-role')
  if (route.isSensitive && person.freshUntil === null)
    return refuse('sign-in-again', { goTo: wayToProve(person, pageThatAsked(deps, c)) })
  const numbers = { id: wholeNumber(c.req.param('id') ?? ''), number: wholeNumber(c.req.param('number') ?? '') }
  if ((route.path.includes(':id') && numbers.id === 0) || (route.path.includes(':number') && numbers.number === 0))
    return refuse('missing')
  const sent = await readSent(c, route)
  if (sent === 'too-large') return refuse('unusable', { message: tooLarge(route) })
  const read = route.request.safeParse(sent)
  return read.success ? { asked: read.data, ...numbers } : refuse('bad-request', { fields: fieldsOf(read.error) })
}

/** The page that asked, since the editor is to come back to it. */
function pageThatAsked(deps: Deps, c: Ctx): string {
  const from = c.req.header('referer')
  const page = from !== undefined && URL.canParse(from) ? localPath(new URL(from).pathname, deps.origin) : null
  return page?.startsWith(paths.desk()) ? page : paths.desk()
}

function readSent(c: Ctx, { method, takesFile, longest = usualLongest }: DeskRoute) {
  if (method === 'get') return readQuery(c)
  return takesFile === undefined ? readJsonText(c, longest) : readFileBody(c, takesFile)
}

function tooLarge({ takesFile = 0 }: DeskRoute): string {
  return `The file is larger than ${Math.floor(takesFile / 1_000_000)} MB.`
}

/** A name given twice is a list, which no schema takes. */
function readQuery(c: Ctx): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => [name, values.length > 1 ? values : (values[0] ?? '')]),
  )
}

function fieldsOf(error: z.ZodError): { field: string; message: string }[] {
  return error.issues
    .slice(0, 20)
    .map(({ path, message }) => ({ field: path.map(String).join('.').slice(0, 100), message: message.slice(0, 200) }))
}

function tellRefusal(deps: Deps, c: Ctx, { status, problem, more = {} }: Refusal): Response {
  return tell(deps, c, status, { problem, ...more })
}

function tell(deps: Deps, c: Ctx, status: number, said: unknown): Response {
  return deps.replies.once(c, JSON.stringify(said), 'never', { status, type: 'application/json; charset=utf-8' })
}
