import { z } from 'zod'
import { dayShape, idShape, momentShape, monthShape } from './contract.ts'

/** What the desk and the server say to each other about groups: schools, companies, libraries. A day is the magazine's. */

const opensShape = z.enum(['everything', 'metered'])
const groupLineShape = z.strictObject({
  id: idShape,
  name: z.string(),
  opens: opensShape,
  /** Null for no limit. */
  seats: z.int().nullable(),
  taken: z.int(),
  from: momentShape,
  until: momentShape.nullable(),
  when: z.enum(['later', 'now', 'over']),
})
export const groupsShape = z.strictObject({ groups: z.array(groupLineShape) })
export const groupShape = z.strictObject({
  ...groupLineShape.shape,
  /** The day it began, and the last one; for the form. */
  firstDay: dayShape,
  lastDay: dayShape.nullable(),
  administrator: z.strictObject({ id: idShape, email: z.string() }).nullable(),
  people: z.array(
    z.strictObject({
      id: idShape,
      email: z.string(),
      name: z.string(),
      cameBy: z.enum(['invitation', 'domain']),
      since: momentShape,
    }),
  ),
  invited: z.array(z.strictObject({ email: z.string(), at: momentShape, until: momentShape })),
  domains: z.array(z.string()),
  networks: z.array(z.string()),
  /** The newest month first. */
  usage: z.array(z.strictObject({ month: monthShape, way: z.enum(['seat', 'network']), readers: z.int(), readings: z.int() })),
})

const places = z.array(z.string().max(300)).max(200)
const terms = {
  name: z.string().max(200),
  /** Their administrator's address, who invites people; null leaves who it is. */
  administrator: z.string().max(320).nullable(),
  opens: opensShape,
  seats: z.int().min(0).max(1_000_000).nullable(),
  from: dayShape.nullable(),
  /** The last day; null for no end. */
  until: dayShape.nullable(),
  addDomains: places,
  addNetworks: places,
}
export const addGroupShape = z.strictObject(terms)
export const changeGroupShape = z.strictObject({ ...terms, removeDomains: places, removeNetworks: places })
/** `seatsEnded`: seats that hung on a domain the group has no more. */
export const groupChangedShape = z.strictObject({ id: idShape, seatsEnded: z.int() })
export const endSeatOfShape = z.strictObject({ member: idShape })

export type GroupLine = z.infer<typeof groupLineShape>
export type DeskGroup = z.infer<typeof groupShape>
export type AskedGroup = z.infer<typeof addGroupShape>
