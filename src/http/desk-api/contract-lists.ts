import { z } from 'zod'
import {
  cursorShape,
  dayShape,
  idShape,
  limitShape,
  localShape,
  momentShape,
  monthShape,
  personShape,
  roleShape,
  slugShape,
  stateShape,
} from './contract.ts'

/** The rest of what the desk and the server say to each other: the calendar, topics and staff. */

export const calendarQueryShape = z.strictObject({ month: monthShape })
export const calendarShape = z.strictObject({
  month: monthShape,
  today: dayShape,
  /** By the day and time on the magazine's clock. A draft stands on the day it is dated, at no time. */
  entries: z.array(
    z.strictObject({
      id: idShape,
      state: stateShape,
      headline: z.string(),
      source: z.string(),
      day: dayShape,
      local: localShape.nullable(),
      isHeld: z.boolean(),
    }),
  ),
})

export const listQueryShape = z.strictObject({
  /** The beginning of a word of the name. */
  search: z.string().max(100).optional(),
  limit: limitShape.default(50),
  cursor: cursorShape.optional(),
})
export const topicLineShape = z.strictObject({
  id: idShape,
  slug: slugShape,
  name: z.string(),
  description: z.string(),
  /** All that are filed under it, and those that readers see. */
  picks: z.int(),
  published: z.int(),
})
export const topicsShape = z.strictObject({ topics: z.array(topicLineShape), next: cursorShape.nullable() })
const topicName = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u)
/** The old address leads to the new one from then on. */
export const renameTopicShape = z.strictObject({ name: topicName })
export const mergeTopicShape = z.strictObject({ into: idShape })
export const describeTopicShape = z.strictObject({
  description: z
    .string()
    .max(1_000)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u),
})

export const staffPersonShape = z.strictObject({
  id: idShape,
  name: z.string(),
  email: z.string(),
  role: roleShape,
  addedAt: momentShape,
  addedBy: personShape,
})
export const staffShape = z.strictObject({ staff: z.array(staffPersonShape) })
export const addStaffShape = z.strictObject({ email: z.string().max(320), role: roleShape })
export const staffRoleShape = z.strictObject({ role: roleShape })
/** `held` counts the picks this person had scheduled: they wait for somebody to schedule them anew. */
export const staffChangedShape = z.strictObject({ held: z.int() })

export type CalendarMonth = z.infer<typeof calendarShape>
export type TopicLine = z.infer<typeof topicLineShape>
export type StaffPerson = z.infer<typeof staffPersonShape>
