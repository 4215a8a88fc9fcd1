import { z } from 'zod'
import { cursorShape, dayShape, idShape, limitShape, momentShape, personShape, roleShape, slugShape } from './contract.ts'

/** What the desk and the server say to each other about members. A day is the magazine's; until a day means to its end. */

const line = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u)

/** `free`: nothing opens picks for them beyond the allowance. */
const memberKindShape = z.enum(['subscriber', 'comped', 'past-due', 'group', 'newsletter', 'free'])
export const membersQueryShape = z.strictObject({
  /** Anywhere in name or address. */
  search: line(200).optional(),
  kind: memberKindShape.optional(),
  /** For that kind, which one. */
  newsletter: slugShape.optional(),
  /** Who has a seat in it. */
  group: z.coerce.number().pipe(idShape).optional(),
  limit: limitShape.default(50),
  cursor: cursorShape.optional(),
})

const subscriptionKindShape = z.enum(['comp', 'invoice', 'gift', 'stripe'])
const statusShape = z.enum(['trialing', 'active', 'past-due', 'paused', 'ended'])
const memberLineShape = z.strictObject({
  id: idShape,
  email: z.string(),
  name: z.string(),
  since: momentShape,
  role: roleShape.nullable(),
  /** The groups they have a seat in. */
  seats: z.array(z.string()),
  /** What opens picks for them now by subscription. */
  holds: z.array(
    z.strictObject({ plan: z.string(), kind: subscriptionKindShape, status: statusShape, until: momentShape.nullable() }),
  ),
})
export const membersShape = z.strictObject({ members: z.array(memberLineShape), next: cursorShape.nullable() })

/** What there is to choose from where a member is given something. */
export const memberChoicesShape = z.strictObject({
  plans: z.array(z.strictObject({ slug: z.string(), name: z.string(), price: z.string(), isOffered: z.boolean() })),
  newsletters: z.array(z.strictObject({ slug: z.string(), name: z.string() })),
})

const entitlementShape = z.strictObject({
  id: idShape,
  plan: z.string(),
  planSlug: z.string(),
  kind: subscriptionKindShape,
  status: statusShape,
  from: momentShape,
  until: momentShape.nullable(),
  /** Whether it opens picks now. */
  when: z.enum(['later', 'now', 'over']),
  isCancelled: z.boolean(),
  /** The magazine's own note, never shown to the member. */
  note: z.string(),
  givenAt: momentShape,
  /** Null for what came by Stripe, and for what was given before this was written down. */
  givenBy: personShape.nullable(),
  endedBy: personShape.nullable(),
})
export const memberShape = z.strictObject({
  id: idShape,
  email: z.string(),
  name: z.string(),
  since: momentShape,
  role: roleShape.nullable(),
  /** Where the member can be seen at Stripe; null for who never was there. */
  stripe: z.string().nullable(),
  entitlements: z.array(entitlementShape),
  seats: z.array(
    z.strictObject({
      groupId: idShape,
      group: z.string(),
      cameBy: z.enum(['invitation', 'domain']),
      from: momentShape,
      /** When it ended, or the group's agreement will. */
      until: momentShape.nullable(),
      isPast: z.boolean(),
    }),
  ),
  invoices: z.array(
    z.strictObject({
      number: z.string(),
      total: z.string(),
      issuedAt: momentShape,
      paidAt: momentShape.nullable(),
      url: z.string().nullable(),
    }),
  ),
  sessions: z.array(z.strictObject({ id: z.string(), device: z.string(), since: momentShape, seenAt: momentShape })),
  passkeys: z.array(z.strictObject({ id: z.string(), name: z.string(), addedAt: momentShape, usedAt: momentShape.nullable() })),
  newsletters: z.array(z.strictObject({ slug: z.string(), name: z.string(), wants: z.boolean() })),
})

const common = {
  email: z.string().max(320),
  plan: z.string().max(80),
  /** The day it begins; null for at once. */
  from: dayShape.nullable(),
  note: line(500),
  /** Whether the member is told by mail. */
  tells: z.boolean(),
}
export const giveShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('comp'), ...common, until: dayShape.nullable() }),
  z.strictObject({ kind: z.literal('gift'), ...common, months: z.int().min(1).max(120), giver: line(80).min(1) }),
  z.strictObject({
    kind: z.literal('invoice'),
    ...common,
    until: dayShape,
    number: line(80).min(1),
    /** "49.00 EUR"; null for the plan's price. */
    total: line(40).nullable(),
  }),
])
/** Whose it is, which may be a new member, and its number. */
export const givenShape = z.strictObject({ memberId: idShape, id: idShape })
export const endShape = z.strictObject({
  /** At once, with what is paid for, or with a day. */
  at: z.union([z.enum(['now', 'paid']), dayShape]),
  tells: z.boolean(),
})
export const signOutMemberShape = z.strictObject({ session: z.string().max(32).nullable() })
export const removePasskeyOfShape = z.strictObject({ passkey: z.string().max(32) })
export const chooseForMemberShape = z.strictObject({ newsletter: slugShape, wants: z.boolean() })
/** Their address, typed, so that it is the right one. */
export const deleteMemberShape = z.strictObject({ email: z.string().max(320) })
export const memberExportShape = z.strictObject({ file: z.string() })

export const importMembersShape = z.strictObject({
  /** The file: a line of columns (email, name, comp until), and then a line a member. */
  csv: z.string().max(900_000),
  /** By which plan they are comped; null where no line says so. */
  plan: z.string().max(80).nullable(),
  /** False: only say what would happen. */
  runs: z.boolean(),
})
export const membersImportedShape = z.strictObject({
  /** Nothing was changed, for these reasons. */
  problems: z.array(z.strictObject({ line: z.int(), reason: z.string() })),
  steps: z.array(
    z.strictObject({
      line: z.int(),
      email: z.string(),
      isNew: z.boolean(),
      takesName: z.boolean(),
      comp: z.enum(['given', 'had']).nullable(),
    }),
  ),
})

export type MembersImported = z.infer<typeof membersImportedShape>
export type MemberKind = z.infer<typeof memberKindShape>
export type MemberLine = z.infer<typeof memberLineShape>
export type DeskMember = z.infer<typeof memberShape>
export type ShownEntitlement = z.infer<typeof entitlementShape>
export type ToGive = z.infer<typeof giveShape>
