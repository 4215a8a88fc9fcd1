import { z } from 'zod'
import { cursorShape, idShape, limitShape, momentShape, personShape } from './contract.ts'

/** What the desk and the server say to each other about articles that picks quote, and what has become of them. */

const addressShape = z.string().max(4_100)
const partsShape = z.array(z.strictObject({ kind: z.enum(['same', 'removed', 'added']), text: z.string() }))
/** `removed` is what was quoted, `added` what stands there now. */
const passageShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['differs', 'lost', 'elsewhere']), paragraph: z.int().min(0), parts: partsShape }),
  z.strictObject({ kind: z.literal('grown'), paragraph: z.int().min(0), words: z.int() }),
])
/** `status` is what the site answered, null where it answered with a page. */
const statusShape = z.int().nullable()
const findingShape = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('moved'), to: addressShape }),
  z.strictObject({ state: z.literal('gone'), status: statusShape, to: addressShape.nullable() }),
  z.strictObject({ state: z.literal('walled'), status: statusShape }),
  z.strictObject({ state: z.literal('changed'), passages: z.array(passageShape) }),
  z.strictObject({ state: z.literal('unreachable'), status: statusShape }),
])
const settledAsShape = z.enum(['seen', 'quoted-before'])

export const watchLineShape = z.strictObject({
  /** The pick's. */
  id: idShape,
  headline: z.string(),
  path: z.string(),
  source: z.strictObject({ id: idShape, name: z.string() }),
  url: addressShape,
  finding: findingShape,
  /** Names this very finding; given back with what is done about it. */
  mark: z.string(),
  since: momentShape,
  lookedAt: momentShape,
  nextAt: momentShape,
  /** Somebody has asked for another look, which hasn't been had yet. */
  isWanted: z.boolean(),
  settled: z.strictObject({ as: settledAsShape, note: z.string(), at: momentShape, by: personShape }).nullable(),
})
export const watchQueryShape = z.strictObject({
  show: z.enum(['open', 'settled']).default('open'),
  limit: limitShape.default(50),
  cursor: cursorShape.optional(),
})
export const watchShape = z.strictObject({ lines: z.array(watchLineShape), next: cursorShape.nullable() })
export const watchStateShape = z.strictObject({
  /** Whether the magazine has articles watched at all. */
  isOn: z.boolean(),
  /** Whether the magazine has an address at which sources could find it; nobody looks before that. */
  isReachable: z.boolean(),
  /** How many findings nobody has seen to. */
  open: z.int(),
  watched: z.int(),
  /** Of those, how many nobody has looked at yet, and how many sites ask robots to stay away. */
  unseen: z.int(),
  unasked: z.int(),
})
const markShape = z.string().min(1).max(100)
export const settleShape = z.strictObject({
  mark: markShape,
  as: settledAsShape,
  note: z
    .string()
    .max(1_000)
    .regex(/^(?:\n|[^\p{Cc}\p{Cs}])*$/u)
    .default(''),
})
export const moveShape = z.strictObject({ mark: markShape })

export type WatchLine = z.infer<typeof watchLineShape>
export type WatchFinding = z.infer<typeof findingShape>
export type WatchPassage = z.infer<typeof passageShape>
