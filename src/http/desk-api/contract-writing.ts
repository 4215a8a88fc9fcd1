import { z } from 'zod'
import { madeUpReaders } from '../../domain/made-up-reader.ts'
import { contentShape } from './contract.ts'

/** What the desk and the server say to each other while a pick is written: suggestions, and the preview. */

export const attributionsQueryShape = z.strictObject({ source: z.string().max(200) })
/** The words after an author's name that introduced this source lately, those used last first. */
export const attributionsShape = z.strictObject({ verbs: z.array(z.string()) })

export const topicTextShape = contentShape.pick({ headline: true, introduction: true, excerpt: true })
/** The likeliest first. */
export const suggestedTopicsShape = z.strictObject({ topics: z.array(z.string()) })

export const previewShape = z.strictObject({
  /** The page of the preview, which takes `reader` and `left` after its `?`. */
  path: z.string(),
  /** As whom the pick can be looked at; how many readings they could have left before it, or null where that makes no difference. */
  readers: z.array(z.strictObject({ reader: z.enum(madeUpReaders), mostLeft: z.int().nullable() })),
})

export type PreviewReader = z.infer<typeof previewShape>['readers'][number]
