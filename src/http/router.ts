import type { Result, Router } from 'hono/router'
import { RegExpRouter } from 'hono/router/reg-exp-router'
import { SmartRouter } from 'hono/router/smart-router'
import { TrieRouter } from 'hono/router/trie-router'

/**
 * Hono's own routers, one for each first segment of a path, so that what a segment's rows ask for (`/gifts/new` beside `/gifts/:token`,
 * which the quick router refuses) is paid for by those who go there and not by every reader of a pick. A first segment is always written
 * out: a row for any segment, or a middleware for all, throws.
 */
export class SegmentRouter<T> implements Router<T> {
  name = 'SegmentRouter'
  #bySegment = new Map<string, Router<T>>()

  add(method: string, path: string, handler: T) {
    const segment = firstSegmentOf(path)
    if (/[:*]/.test(segment)) throw new Error(`A row has its first segment written out: ${path}`)
    this.#of(segment).add(method, path, handler)
  }

  match(method: string, path: string): Result<T> {
    return this.#bySegment.get(firstSegmentOf(path))?.match(method, path) ?? nothing
  }

  #of(segment: string): Router<T> {
    const known = this.#bySegment.get(segment)
    if (known) return known
    const made = new SmartRouter<T>({ routers: [new RegExpRouter(), new TrieRouter()] })
    this.#bySegment.set(segment, made)
    return made
  }
}

const nothing: [[never, never][]] = [[]]

function firstSegmentOf(path: string): string {
  const end = path.indexOf('/', 1)
  return end < 0 ? path : path.slice(0, end)
}
