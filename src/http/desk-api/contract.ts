import { z } from 'zod'
import { coverShape, logoShape } from './contract-pictures.ts'

/**
 * What the desk and the server say to each other, as schemas: requests are read by them, answers are typed by them, and the OpenAPI document
 * is made of them. The editors' page imports the types. Moments are ISO 8601 in UTC; a `Local` is what the magazine's own clock shows.
 */

/** One line of text without control characters. It may be empty where nothing else is said. */
export const line = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u)
/** Text whose lines end in `\n`. */
const lines = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^(?:\n|[^\p{Cc}\p{Cs}])*$/u)

export const idShape = z.int().min(1).max(2_147_483_647)
export const momentShape = z.iso.datetime()
export const dayShape = z.iso.date()
export const monthShape = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/)
/** A day and a time of day to the minute, as the magazine's clock shows it: `2026-12-01T08:00`. */
export const localShape = z.string().regex(/^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d$/)
/** Where a list goes on; taken from the answer before and given back as it is. */
export const cursorShape = z.string().max(200)
export const limitShape = z.coerce.number().int().min(1).max(100)
export const slugShape = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)

/** `contributor`: own drafts only. `editor`: every pick. `owner`: also who may do what, and what is gated for many at once. */
export const roleShape = z.enum(['owner', 'editor', 'contributor'])
const visibilityShape = z.enum(['open', 'metered', 'subscribers-only'])
/** `scheduled` goes out by itself. A pick taken back is a `draft` again. */
export const stateShape = z.enum(['draft', 'scheduled', 'published'])

/** Somebody of the staff, by what they are called; `id` is null where it was the program or somebody who has left. */
export const personShape = z.strictObject({ id: idShape.nullable(), name: z.string() })

/** Nothing is asked, or nothing more is said. */
export const nothingShape = z.strictObject({})

/** What every refusal says. `message` is a sentence for the editor. */
export const problemShape = z.strictObject({
  problem: z.strictObject({
    code: z.enum([
      /** 400: not what the contract says; `fields` names where. */
      'bad-request',
      /** 401: nobody is signed in any more; `goTo` leads to where one does that. */
      'signed-out',
      /** 403 */
      'not-your-role',
      /** 403: somebody else's pick, or one that has gone out. */
      'not-yours',
      /** 403: who does this has to have signed in within the past minutes; `goTo` leads there and back. */
      'sign-in-again',
      /** 403: who asks has a second proof and hasn't given it in this session; `goTo` leads to where one does. */
      'second-proof',
      /** 403: the request comes from no page of ours. */
      'not-from-here',
      /** 404 */
      'missing',
      /** 409: somebody else has saved meanwhile; `present` is the pick as it is now. Nothing was changed. */
      'conflict',
      /** 409: it can't be done as things are, for the reason that `message` gives. */
      'not-now',
      /** 422: understood, and can't be used; `fields` names what and why. */
      'unusable',
      /** 429: this person has asked for that too often; a while later it can be asked again. */
      'too-many',
    ]),
    message: z.string(),
    fields: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
    goTo: z.string().optional(),
  }),
})

export const meShape = z.strictObject({
  person: z.strictObject({ id: idShape, name: z.string(), email: z.string(), role: roleShape }),
  /** Until when what asks for a recent sign-in can be done; null when that has passed. */
  freshUntil: momentShape.nullable(),
  magazine: z.strictObject({
    name: z.string(),
    zone: z.string(),
    /** BCP 47. */
    language: z.string(),
    accent: z.string(),
    logo: logoShape,
    /** The day it is there. */
    today: dayShape,
    /** What the magazine allows itself; null for no limit. */
    limits: z.strictObject({
      quotedPercent: z.int().nullable(),
      quotedWordsPerMonth: z.int().nullable(),
    }),
  }),
})

const runShape = z.strictObject({ kind: z.literal('run'), text: line(50_000) })
const elisionShape = z.strictObject({ kind: z.literal('elision') })
const glossShape = z.strictObject({ kind: z.literal('gloss'), text: line(2_000) })
const excerptShape = z.array(z.array(z.discriminatedUnion('kind', [runShape, elisionShape, glossShape])).max(1_000)).max(500)

/** What an editor writes, as it is at the moment: any part of it may be missing until it is published. */
export const contentShape = z.strictObject({
  headline: line(300),
  /** The day it is dated; null for the day it goes out. */
  date: dayShape.nullable(),
  introduction: z.array(line(5_000)).max(20),
  excerpt: excerptShape,
  source: z.strictObject({ name: line(200), url: line(2_000).nullable() }),
  /** Who wrote the article quoted. */
  author: line(200).nullable(),
  topics: z.array(line(80)).max(20),
  /** Part of the lead: anyone may see it. */
  cover: coverShape.nullable(),
})

const heldShape = z.strictObject({ field: z.string(), message: z.string() })

/** When a pick goes out. `at` is the moment; `local` is what was asked for. */
export const scheduleShape = z.strictObject({
  local: localShape,
  at: momentShape,
  /** The magazine's clock skips the time asked for (it goes out right after), or shows it twice (the first time counts). */
  clock: z.enum(['plain', 'skipped', 'twice']),
  by: personShape,
  /** Its time has come, and something kept it from going out: what it lacks. Schedule it anew. */
  held: z.array(heldShape).nullable(),
})

/** A pick as lists show it. */
export const pickLineShape = z.strictObject({
  id: idShape,
  state: stateShape,
  headline: z.string(),
  date: dayShape.nullable(),
  /** Null until it has one of its own. */
  slug: slugShape.nullable(),
  source: z.string(),
  topics: z.array(z.string()),
  visibility: visibilityShape,
  /** Who began it; null for one that was imported. */
  author: personShape.nullable(),
  savedAt: momentShape,
  publishedAt: momentShape.nullable(),
  /** The same on the magazine's clock. */
  publishedLocal: localShape.nullable(),
  schedule: scheduleShape.nullable(),
  /** Readers see an older text than the one that is being written. */
  hasChanges: z.boolean(),
  quotedWords: z.int(),
})

/** A version that was kept. `pick`: a whole one, as it went out or was imported; `draft`: something on the way there. */
export const versionLineShape = z.strictObject({
  number: z.int().min(1),
  kind: z.enum(['pick', 'draft']),
  savedAt: momentShape,
  by: personShape,
})

export const pickShape = z.strictObject({
  ...pickLineShape.shape,
  /** Counts every save. Sent along with the next one, which is refused when somebody else has saved meanwhile. */
  revision: z.int().min(0),
  content: contentShape,
  /** From one colleague to another; no reader ever sees it. */
  note: z.string(),
  savedBy: personShape,
  /** What it lacks before it can go out. */
  lacks: z.array(heldShape),
  /** Where readers find it, and the addresses that lead there. */
  path: z.string().nullable(),
  oldSlugs: z.array(slugShape),
  /** The newest few; the rest by `versions`. */
  versions: z.array(versionLineShape),
})

export const conflictShape = z.strictObject({ ...problemShape.shape, present: pickShape })

export const picksQueryShape = z.strictObject({
  state: stateShape.optional(),
  /** Words of the headline, introduction, excerpt, source or topics. */
  search: z.string().max(200).optional(),
  /** By its id. */
  topic: z.coerce.number().pipe(idShape).optional(),
  /** By its id. */
  source: z.coerce.number().pipe(idShape).optional(),
  /** Only those that who asks has begun. */
  mine: z.literal('yes').optional(),
  limit: limitShape.default(50),
  cursor: cursorShape.optional(),
})
export const picksShape = z.strictObject({ picks: z.array(pickLineShape), next: cursorShape.nullable() })

export const revisionShape = z.strictObject({ revision: z.int().min(0) })
export const newPickShape = z.strictObject({ content: contentShape.partial().optional(), note: lines(5_000).optional() })
export const saveShape = z.strictObject({ ...revisionShape.shape, content: contentShape, note: lines(5_000) })
export const savedShape = z.strictObject({
  revision: z.int().min(0),
  savedAt: momentShape,
  lacks: z.array(heldShape),
  quotedWords: z.int(),
})
export const scheduleRequestShape = z.strictObject({ ...revisionShape.shape, local: localShape })
export const visibilityRequestShape = z.strictObject({ visibility: visibilityShape })
export const slugRequestShape = z.strictObject({ slug: slugShape })

export const versionsQueryShape = z.strictObject({ before: z.coerce.number().pipe(idShape).optional() })
export const versionsShape = z.strictObject({ versions: z.array(versionLineShape), next: z.int().nullable() })
export const versionShape = z.strictObject({ ...versionLineShape.shape, content: contentShape })

/** Who else has this pick open, and since when. */
export const othersShape = z.strictObject({
  others: z.array(z.strictObject({ person: personShape, since: momentShape })),
})

const manyShape = z.array(idShape).min(1).max(200)
export const bulkShape = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('publish'), ids: manyShape }),
  z.strictObject({ do: z.literal('unpublish'), ids: manyShape }),
  z.strictObject({ do: z.literal('schedule'), ids: manyShape, local: localShape }),
  z.strictObject({ do: z.literal('unschedule'), ids: manyShape }),
  z.strictObject({ do: z.literal('add-topic'), ids: manyShape, topic: line(80).min(1) }),
  z.strictObject({ do: z.literal('remove-topic'), ids: manyShape, topic: line(80).min(1) }),
])
export const bulkVisibilityShape = z.strictObject({ ids: manyShape, visibility: visibilityShape })
/** What became of each; the others went through. */
export const bulkDoneShape = z.strictObject({
  done: z.array(idShape),
  refused: z.array(z.strictObject({ id: idShape, message: z.string() })),
})

export type Role = z.infer<typeof roleShape>
export type Me = z.infer<typeof meShape>
export type Person = z.infer<typeof personShape>
export type Problem = z.infer<typeof problemShape>['problem']
export type Conflict = z.infer<typeof conflictShape>
export type Content = z.infer<typeof contentShape>
export type Schedule = z.infer<typeof scheduleShape>
export type PickLine = z.infer<typeof pickLineShape>
export type DeskPick = z.infer<typeof pickShape>
export type VersionLine = z.infer<typeof versionLineShape>
export type Version = z.infer<typeof versionShape>
export type BulkDone = z.infer<typeof bulkDoneShape>
