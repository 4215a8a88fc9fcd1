import { z } from 'zod'
import { idShape, stateShape } from './contract.ts'

/** Finding anything by a few words, from anywhere at the desk. */

export const findQueryShape = z.strictObject({
  /** Words of a pick, of which the last may be unfinished, or the beginning of a word of a name. Without any, the picks saved last. */
  words: z.string().max(200).optional(),
})

const namedShape = z.strictObject({ id: idShape, name: z.string() })
export const foundShape = z.strictObject({
  picks: z.array(z.strictObject({ id: idShape, headline: z.string(), source: z.string(), state: stateShape })),
  sources: z.array(namedShape),
  topics: z.array(namedShape),
})

export type Found = z.infer<typeof foundShape>
