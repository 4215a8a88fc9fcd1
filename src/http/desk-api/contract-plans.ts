import { z } from 'zod'
import { idShape, momentShape, slugShape } from './contract.ts'

/** What the desk and the server say to each other about plans, newsletters, mail and secrets. */

const line = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u)

const planTextShape = {
  name: line(80).min(1),
  description: line(300),
  billed: z.enum(['month', 'year']),
  opens: z.enum(['everything', 'metered']),
  trialDays: z.int().min(0).max(730),
  /** The price's name at Stripe; null for one that is paid by hand. */
  stripePrice: z
    .string()
    .regex(/^price_\w{1,100}$/)
    .nullable(),
  position: z.int().min(0).max(1_000),
  /** As it is typed: `4.90 EUR`. */
  price: line(40),
}
export const planShape = z.strictObject({
  id: idShape,
  slug: slugShape,
  ...planTextShape,
  retiredAt: momentShape.nullable(),
  /** How many have it now. */
  subscribers: z.int(),
})
export const plansShape = z.strictObject({
  plans: z.array(planShape),
  /** Whether plans can be sold through Stripe here. */
  sells: z.boolean(),
})
export const newPlanShape = z.strictObject({ slug: slugShape, ...planTextShape, position: planTextShape.position.nullable() })
/** `was` is the plan as it was looked at: nothing is changed when it is another by now. */
export const changePlanShape = z.strictObject({ was: z.strictObject(planTextShape), to: z.strictObject(planTextShape) })
/** `kept`: the short name under which those who have it keep it as it was. */
export const planChangedShape = z.strictObject({ ...plansShape.shape, kept: slugShape.nullable() })

export const newsletterShape = z.strictObject({
  id: idShape,
  slug: slugShape,
  name: z.string(),
  description: z.string(),
  retiredAt: momentShape.nullable(),
  /** How many members want it. */
  wantedBy: z.int(),
})
export const newslettersShape = z.strictObject({ newsletters: z.array(newsletterShape) })
export const newsletterTextShape = z.strictObject({ name: line(80).min(1), description: line(300) })
/** `was` is what it was when it was looked at: nothing is changed when it is another by now. */
export const changeNewsletterShape = z.strictObject({ was: newsletterTextShape, to: newsletterTextShape })

export const mailQueryShape = z.strictObject({
  before: z.coerce.number().pipe(idShape).optional(),
  /** Only those that haven't left. */
  unsent: z.literal('yes').optional(),
})
export const mailsShape = z.strictObject({
  /** Whether there is a mail server; without one, mails are read here. */
  leaves: z.boolean(),
  outbox: z.strictObject({ isProblem: z.boolean(), text: z.string() }),
  mails: z.array(
    z.strictObject({
      id: idShape,
      recipient: z.string(),
      subject: z.string(),
      askedAt: momentShape,
      state: z.enum(['waits', 'again', 'failed', 'over', 'sent']),
      sentAt: momentShape.nullable(),
      attempts: z.int(),
      nextAttemptAt: momentShape.nullable(),
      error: z.string().nullable(),
    }),
  ),
  next: z.int().nullable(),
})
export const mailTextShape = z.strictObject({ text: z.string() })

const many = z.int().min(0)
/** What is good at present, and ends when everything is changed. */
export const secretsShape = z.strictObject({
  sessions: many,
  signIns: many,
  emailChanges: many,
  invitations: many,
  giftLinks: many,
})

export type DeskPlan = z.infer<typeof planShape>
export type PlanText = z.infer<typeof changePlanShape>['to']
export type DeskNewsletter = z.infer<typeof newsletterShape>
export type Mails = z.infer<typeof mailsShape>
