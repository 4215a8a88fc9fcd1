/** Why the server didn't do what was asked, in a sentence for the person at the desk. `status` is 0 where it could not be reached. */
export class Refusal extends Error {
  readonly status: number
  /** What the server said besides, for those who know what to expect. */
  readonly body: unknown

  constructor(status: number, message: string, body: unknown = null) {
    super(message)
    this.status = status
    this.body = body
  }
}

const unreachable = 'The server can’t be reached just now. What you see is what was last loaded; what you typed stays on this page.'
const patience = 20_000

/** Asks the desk's API for something. Rejects with a Refusal. */
export function ask<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return send<Answer>(path, signal ? { signal } : {})
}

/** Has the desk's API do something. Rejects with a Refusal, also when the answer didn't come and nobody knows whether it was done. */
export function tell<Answer>(path: string, body: unknown = {}): Promise<Answer> {
  return send<Answer>(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
}

async function send<Answer>(path: string, init: RequestInit): Promise<Answer> {
  const limit = AbortSignal.timeout(patience)
  const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit
  const response = await fetch(`/desk/api${path}`, { ...init, signal, headers: { accept: 'application/json', ...init.headers } }).catch(
    (error: unknown) => {
      if (init.signal?.aborted) throw error
      throw new Refusal(0, unreachable)
    },
  )
  const body = await readBody(response)
  if (!response.ok) throw new Refusal(response.status, sentenceOf(response.status, body), body)
  return body as Answer
}

async function readBody(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return null
  }
}

function sentenceOf(status: number, body: unknown): string {
  if (typeof body === 'object' && body !== null && 'reason' in body && typeof body.reason === 'string') return body.reason
  if (status === 401) return 'You are signed out.'
  if (status === 403) return 'Your role doesn’t include this.'
  if (status === 404) return 'There is no such thing here any more.'
  if (status === 409) return 'Somebody else changed this in the meantime.'
  if (status === 429) return 'That was too much at once. Please wait a minute and try again.'
  return 'Something went wrong on the server. Nothing was changed; please try again.'
}
