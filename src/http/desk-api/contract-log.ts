import { z } from 'zod'
import { deedKinds } from '../../domain/deeds.ts'
import { things } from '../../domain/things.ts'
import { idShape, limitShape, momentShape, personShape } from './contract.ts'

/** What the desk and the server say to each other about the audit log. */

/** Whoever does something, as the log has them: `member 12`, `console` or `program`. */
const actorShape = z.string().regex(/^(?:member [1-9]\d{0,8}|console|program)$/)

export const auditQueryShape = z.strictObject({
  before: z.coerce.number().pipe(idShape).optional(),
  limit: limitShape.default(50),
  who: actorShape.optional(),
  kind: z.enum(deedKinds).optional(),
})

/** Something that an entry names. `name` is what it is called today, and null once it is gone. */
const mentionShape = z.strictObject({ thing: z.enum(things), id: z.string(), name: z.string().nullable() })

export const auditShape = z.strictObject({
  entries: z.array(
    z.strictObject({
      id: idShape,
      at: momentShape,
      /** Who did it, and how a list of only what they did is asked for. */
      who: personShape,
      actor: z.string(),
      /** What was done: mostly the name of a route. What was done to many picks stands there for each. */
      what: z.string(),
      /** What it was done to: `pick 12`, `topic 3`, `staff 4`. */
      subject: z.string(),
      /** The same by its name. */
      on: mentionShape.nullable(),
      /** What else the details name: the plan that was given, the member whose seat was ended. */
      also: mentionShape.nullable(),
      detail: z.record(z.string(), z.json()),
    }),
  ),
  next: z.int().nullable(),
})

export type AuditEntry = z.infer<typeof auditShape>['entries'][number]
export type Mention = z.infer<typeof mentionShape>
