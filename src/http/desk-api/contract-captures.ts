import { z } from 'zod'
import { dayShape, idShape, line, momentShape, personShape, stateShape } from './contract.ts'

/** What the desk and the server say to each other about articles of others: clipping them, and what a pick is held against. */

const addressShape = line(4_096)

/** What is clipped: an address, a page as the editor's own browser shows it, or text, with its address where that is known. */
export const clipShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('url'), url: addressShape }),
  z.strictObject({ kind: z.literal('page'), url: addressShape, html: z.string().max(2_500_000) }),
  z.strictObject({ kind: z.literal('text'), text: z.string().max(1_000_000), url: addressShape.nullable() }),
])
/** More bytes than the longest page that may come takes, also where most of it isn't written in Latin letters. */
export const longestClip = 8_000_000

const quotingPickShape = z.strictObject({ id: idShape, headline: z.string(), state: stateShape })

/** An article as it was captured. Its text is for the desk alone. */
export const captureShape = z.strictObject({
  id: idShape,
  title: z.string().nullable(),
  author: z.string().nullable(),
  publication: z.string().nullable(),
  publishedOn: dayShape.nullable(),
  url: z.string().nullable(),
  /** BCP 47. */
  language: z.string().nullable(),
  paragraphs: z.array(z.string()),
  how: z.enum(['fetched', 'bookmarklet', 'pasted']),
  capturedAt: momentShape,
  by: personShape,
  /** What isn't sure of it, or what the source asks for, each in a sentence. */
  doubts: z.array(
    z.strictObject({
      about: z.enum(['title', 'author', 'publication', 'date', 'address', 'text', 'rights']),
      message: z.string(),
    }),
  ),
})

export const clippedShape = z.strictObject({
  capture: captureShape,
  /** False where the very same text of this address was here already. */
  isNew: z.boolean(),
  /** Picks made of the same article, from this capture or another; `fromOther` where it was made from another one. */
  picks: z.array(z.strictObject({ ...quotingPickShape.shape, fromOther: z.boolean() })),
  /** How many more there are that whoever asks may not see. */
  hiddenPicks: z.int(),
})

/** What an editor says that the article is, after looking at what the page said. */
export const beginShape = z.strictObject({
  title: line(300).nullable(),
  author: line(200).nullable(),
  publication: line(200).nullable(),
  publishedOn: dayShape.nullable(),
})

/** What a pick's excerpt is held against; null where nothing was captured. */
export const heldAgainstShape = z.strictObject({ capture: captureShape.nullable() })
export const changeCaptureShape = z.strictObject({ capture: idShape })

export type Capture = z.infer<typeof captureShape>
export type Clipped = z.infer<typeof clippedShape>
