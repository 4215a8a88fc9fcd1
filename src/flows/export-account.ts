import { findAskedEmail } from '../data/email-changes.ts'
import { listLeadsByIds } from '../data/leads.ts'
import { listNewsletterChoices } from '../data/newsletters.ts'
import { listAllReadings } from '../data/readings.ts'
import type { Db, Ledger } from '../data/schema.ts'
import { findCustomerOf } from '../data/stripe-customers.ts'
import { loadAccount } from './change-account.ts'
import { exportPlan, type PlanExport } from './export-plan.ts'
import { memberKey } from './unite-readings.ts'

/** Everything Tessera keeps about a member, in the form they download. Times are ISO 8601 in UTC. */
export type AccountExport = {
  email: string
  /** The address they have lately asked to change to; null when there is none. */
  newEmail: string | null
  name: string
  /** What Stripe calls them; what it keeps itself can be seen there. */
  stripeCustomer: string | null
  keepsHistory: boolean
  memberSince: string
  /** Those the member has ever chosen or left. */
  newsletters: { name: string; wanted: boolean; chosenAt: string | null }[]
  sessions: { device: string; signedInAt: string; lastSeenAt: string }[]
  plan: PlanExport
  /** In the order of opening. `slug` and `headline` are null where the pick has been taken down, or the reading was forgotten. */
  readings: { period: string; openedAt: string | null; slug: string | null; headline: string | null }[]
}

/** All that is kept about one member, for their own hands. */
export async function exportAccount(
  { db, ledger, now }: { db: Db; ledger: Ledger; now: Date },
  { memberId }: { memberId: number },
): Promise<AccountExport> {
  const account = await loadAccount({ db, now }, { memberId, sessionId: null })
  const newsletters = await listNewsletterChoices(db, memberId, { withRetired: true })
  const readings = await listAllReadings(ledger, memberKey(memberId))
  const ids = [...new Set(readings.flatMap(({ pickId }) => pickId ?? []))]
  const leads = new Map((await listLeadsByIds(db, ids, now)).map((lead) => [lead.id, lead]))
  return {
    email: account.email,
    newEmail: await findAskedEmail(db, memberId),
    name: account.name,
    stripeCustomer: await findCustomerOf(db, memberId),
    keepsHistory: account.keepsHistory,
    memberSince: account.createdAt.toISOString(),
    newsletters: newsletters.map(({ name, wants, chosenAt }) => ({
      ...{ name, wanted: wants },
      chosenAt: chosenAt?.toISOString() ?? null,
    })),
    sessions: account.sessions.map(({ device, createdAt, seenAt }) => ({
      device,
      signedInAt: createdAt.toISOString(),
      lastSeenAt: seenAt.toISOString(),
    })),
    plan: await exportPlan(db, { memberId, now }),
    readings: readings.map(({ period, pickId, openedAt }) => {
      const lead = pickId === null ? undefined : leads.get(pickId)
      return { period, openedAt: openedAt?.toISOString() ?? null, slug: lead?.slug ?? null, headline: lead?.headline ?? null }
    }),
  }
}
