import type { z } from 'zod'
import { nothingShape, type Role } from './contract.ts'

/**
 * One thing the desk can ask. A route exists only as a row of the table: with the least role that may use it, whether it wants a recent
 * sign-in, what comes in and what goes out, and whether it is written into the audit log.
 */
export type DeskRoute = {
  method: 'get' | 'post'
  path: string
  role: Role
  /** Who does this has to have signed in within the past minutes. */
  isSensitive?: true
  /** What a GET reads of its address after the `?`, or a POST of its JSON. Unknown fields are refused. */
  request: z.ZodType
  /** The most bytes a request may hold, where it isn't a pick: a whole page of somebody else's is longer. */
  longest?: number
  answer: z.ZodType
  /** The most bytes of a POST that takes a file and no JSON. */
  takesFile?: number
  /** Written into the audit log under the route's name, together with what it did. */
  isAudited: boolean
  /** A sentence for the documentation. */
  does: string
}

/** Nothing is asked, or nothing more is said. */
export const none = nothingShape
export const reads = { method: 'get', isAudited: false } as const
export const changes = { method: 'post', isAudited: true } as const
/** Where every route begins. */
export const api = '/desk/api'
