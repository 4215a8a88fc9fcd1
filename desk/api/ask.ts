import type { Problem } from '../../src/http/desk-api/contract.ts'
import { deskAddresses } from '../../src/http/desk-api/desk-addresses.ts'
import type { Answered, DeskRouteName, Sent } from '../../src/http/desk-api/desk-routes.ts'

/**
 * Why the server didn't do what was asked; the message is a sentence for the person at the desk. `code` is null where no answer came, so
 * that nobody knows whether it was done, or where the answer was none of the API's.
 */
export class Refusal extends Error {
  readonly code: Problem['code'] | null
  readonly problem: Problem | null
  /** The whole answer, for those who know what else it holds. */
  readonly body: unknown

  constructor(message: string, problem: Problem | null, body: unknown = null) {
    super(message)
    this.code = problem?.code ?? null
    this.problem = problem
    this.body = body
  }
}

/** What stands in the path of a route for a name behind a colon. */
export type Parts = { id?: number; number?: number }

const unreachable = 'The server can’t be reached just now. What you typed stays on this page.'
const broken = 'Something went wrong on the server. Please try again.'
const patience = 20_000
/** A source may take its time, and others may be fetched before it; a file has to get here first. */
const patienceWithSlow = 60_000

/** Asks one thing of the desk's API. Rejects with a Refusal; whoever gives the signal up also has it rejected with that. */
export async function ask<Name extends DeskRouteName>(
  name: Name,
  sent: Sent<Name>,
  parts: Parts = {},
  given?: AbortSignal,
): Promise<Answered<Name>> {
  const [method, path] = deskAddresses[name]
  const address = path.replace(/:(id|number)/g, (_, part: keyof Parts) => String(parts[part]))
  const isSlow = name === 'clipSource' || sent instanceof File
  const limit = AbortSignal.timeout(isSlow ? patienceWithSlow : patience)
  const signal = given ? AbortSignal.any([given, limit]) : limit
  const response = await (method === 'get'
    ? fetch(`${address}${queryOf(sent)}`, { signal })
    : fetch(address, { signal, method: 'POST', ...bodyOf(sent) })
  ).catch((error: unknown) => {
    if (given?.aborted) throw error
    throw new Refusal(unreachable, null)
  })
  const body: unknown = await response.json().catch(() => null)
  if (response.ok && body !== null) return body as Answered<Name>
  const problem = problemOf(body)
  throw new Refusal(problem?.message ?? broken, problem, body)
}

/** A file goes as it is, and without its name. */
function bodyOf(sent: object) {
  if (sent instanceof File) return { headers: { 'content-type': 'application/octet-stream' }, body: sent }
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) }
}

function queryOf(sent: object): string {
  const pairs = Object.entries(sent).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}

function problemOf(body: unknown): Problem | null {
  return typeof body === 'object' && body !== null && 'problem' in body ? (body.problem as Problem) : null
}
