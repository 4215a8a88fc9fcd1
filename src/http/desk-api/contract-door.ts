import { z } from 'zod'
import { idShape, momentShape } from './contract.ts'

/** What the desk and the server say to each other about the staff's second proof. */

export const staffProofsShape = z.strictObject({
  proofs: z.array(
    z.strictObject({
      id: idShape,
      /** Passkeys that have been used. */
      passkeys: z.int(),
      /** Recovery codes that are left; null where none were ever made. */
      codesLeft: z.int().nullable(),
    }),
  ),
  /** Who has asked to be let in. Their number is on their own page alone. */
  waiting: z.array(z.strictObject({ id: idShape, askedAt: momentShape, until: momentShape })),
})
/** The number that the person tells, as digits with any spaces. */
export const letInShape = z.strictObject({
  number: z
    .string()
    .max(20)
    .regex(/^\s*\d{3}\s?\d{3}\s*$/, 'Six digits'),
})

export type StaffProofs = z.infer<typeof staffProofsShape>
