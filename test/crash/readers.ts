import { Agent, get } from 'node:http'
import { findCookie } from '../../src/kit/cookie.ts'
import { visitorCookieName } from '../../src/kit/visitor-token.ts'

/** A reading that the server has answered for: the whole page has arrived, with the number that was left then. */
export type Acknowledged = { visitor: string; slug: string; left: number }

/** An answer of which every byte has arrived. */
export type Answer = { status: number; cookie: string | null; body: string }

/** Where the server is now. While it is down, `url` waits. */
export type Site = { url: () => Promise<string> }

/** Random numbers from 0 to 1 that are the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Asks for a page on a connection that is kept. Rejects unless the answer comes whole. */
export function ask(agent: Agent, url: string, cookie: string | null): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers: cookie === null ? {} : { cookie } }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (text: string) => {
        body += text
      })
      response.on('error', reject)
      response.on('close', () => {
        const set = response.headers['set-cookie']?.[0]?.split(';', 1)[0] ?? null
        if (response.complete) resolve({ status: response.statusCode ?? 0, cookie: set, body })
        else reject(new Error('The answer was cut off'))
      })
    })
    request.on('error', reject)
  })
}

/** The number under a pick, or null where a wall stands. */
export function leftIn(body: string): number | null {
  const [, left] = /You have (no|\d+) free articles? left/.exec(body) ?? []
  return left === undefined ? null : left === 'no' ? 0 : Number(left)
}

/** The id in a visitor's cookie. */
function visitorIn(cookie: string): string {
  const id = findCookie(cookie, visitorCookieName)?.split('.')[1]
  if (id === undefined) throw new Error(`No visitor's cookie: ${cookie}`)
  return id
}

export type Visits = {
  slugs: readonly string[]
  allowance: number
  random: () => number
  onAcknowledged: (reading: Acknowledged) => void
  /** Ends it after the present person. */
  until: () => boolean
}

/**
 * One person after the other who reads pick after pick until the wall, on one connection, and asks again where an answer didn't
 * come. Tells of every reading the server answers for; throws when a number is wrong.
 */
export async function readAsVisitors(site: Site, { slugs, allowance, random, onAcknowledged, until }: Visits): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  while (!until()) {
    let cookie: string | null = null
    const from = Math.floor(random() * slugs.length)
    const chosen = [...slugs, ...slugs].slice(from, from + allowance + 1)
    for (const [index, slug] of chosen.entries()) {
      const answer: Answer = await askUntilAnswered(site, agent, { slug, cookie })
      cookie = answer.cookie ?? cookie
      const left = leftIn(answer.body)
      const expected = index < allowance ? allowance - index - 1 : null
      if (answer.status !== 200 || left !== expected || cookie === null)
        throw new Error(`Reading ${index + 1} of ${allowance}: ${answer.status}, ${left} left instead of ${expected}`)
      if (left !== null) onAcknowledged({ visitor: visitorIn(cookie), slug, left })
    }
  }
  agent.destroy()
}

async function askUntilAnswered(
  site: Site,
  agent: Agent,
  { slug, cookie }: { slug: string; cookie: string | null },
): Promise<Answer> {
  for (;;) {
    const url = await site.url()
    try {
      return await ask(agent, `${url}/picks/${slug}`, cookie)
    } catch (error) {
      // The server has gone, and the next address may already be known.
      if (!/ECONNRESET|ECONNREFUSED|EPIPE|cut off|hang up/.test(String(error))) throw error
      await new Promise((resume) => setTimeout(resume, 2))
    }
  }
}
