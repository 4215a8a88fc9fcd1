import { z } from 'zod'
import { cursorShape, dayShape, idShape, limitShape, momentShape, monthShape, personShape, slugShape } from './contract.ts'

/** What the desk and the server say to each other about sources: how much is quoted of each, and what is agreed with it. */

const quotedShape = { picks: z.int(), words: z.int() }
const permissionShape = z.enum(['none', 'asked', 'granted', 'refused'])
const sourceLineShape = z.strictObject({
  id: idShape,
  slug: slugShape,
  name: z.string(),
  ...quotedShape,
  wordsThisMonth: z.int(),
  /** Words a month that hold for this source: its own limit or the magazine's; null for none. */
  limit: z.int().nullable(),
  /** When a pick that quotes it last went out. */
  lastAt: momentShape.nullable(),
  permission: permissionShape,
})
export const sourcesQueryShape = z.strictObject({
  /** The beginning of a word of the name. */
  search: z.string().max(100).optional(),
  /** By name, the most quoted first, or the one quoted last first. */
  sort: z.enum(['name', 'quoted', 'last']).default('name'),
  /** Only those of which more is quoted this month than may be. */
  over: z.literal('yes').optional(),
  limit: limitShape.default(50),
  cursor: cursorShape.optional(),
})
export const sourcesShape = z.strictObject({ sources: z.array(sourceLineShape), next: cursorShape.nullable() })

const text = z
  .string()
  .max(5_000)
  .regex(/^(?:\n|[^\p{Cc}\p{Cs}])*$/u)
const termsShape = {
  /** Null for the magazine's own limit, 0 for none. */
  wordsPerMonth: z.int().min(0).max(1_000_000).nullable(),
  permission: permissionShape,
  permittedUntil: dayShape.nullable(),
  permissionText: text,
  note: text,
}
export const saveTermsShape = z.strictObject({ ...termsShape, revision: z.int().min(0) })
export const sourceShape = z.strictObject({
  ...sourceLineShape.shape,
  /** Counted by the month in which a pick went out or somebody followed, on the magazine's calendar; the newest first. `sent`: readers who went on to the source. */
  months: z.array(z.strictObject({ month: monthShape, ...quotedShape, sent: z.int() })),
  sent: z.int(),
  /** The newest picks that quote it. */
  latest: z.array(z.strictObject({ id: idShape, headline: z.string(), publishedAt: momentShape, words: z.int(), sent: z.int() })),
  terms: z.strictObject({
    ...termsShape,
    revision: z.int().min(0),
    savedAt: momentShape.nullable(),
    savedBy: personShape.nullable(),
  }),
})
export const quotingShape = z.strictObject({
  /** What there is to know before the pick goes out. */
  warnings: z.array(z.strictObject({ isOver: z.boolean(), message: z.string() })),
  /** Whether the magazine refuses to publish what is over its limit. */
  refuses: z.boolean(),
})

export type SourceLine = z.infer<typeof sourceLineShape>
export type Source = z.infer<typeof sourceShape>
