import { type ListedGift, listGifts } from '../data/gifts.ts'
import { listLeadsByIds } from '../data/leads.ts'
import type { Db } from '../data/schema.ts'
import type { GiftPause } from '../domain/gift.ts'
import { countLeft, type GiveDeps } from './give-pick.ts'

/** What has become of a gift, for its giver. `closed`: they can't open picks themselves, so nobody new comes in. */
export type GiftState = { kind: 'live' | 'expired' | 'ended' | 'closed' | 'no-pick' } | { kind: 'paused'; why: GiftPause }

/** One gift on its giver's list; `slug` and `headline` are null while the pick isn't published. */
export type ShownGift = {
  id: number
  slug: string | null
  headline: string | null
  givenAt: Date
  expiresAt: Date
  opened: number
  state: GiftState
}

const daysShown = 90
const day = 86_400_000

/** A member's gifts of the past months, the newest first, and how many this month still gives them. */
export async function showGifts(
  deps: GiveDeps,
  member: { id: number; opens: unknown },
): Promise<{ gifts: ShownGift[]; left: number; perMonth: number }> {
  const { db, now, policy } = deps
  const listed = await listGifts(db, { memberId: member.id, since: new Date(now.getTime() - daysShown * day) })
  const leads = new Map(
    (await listLeadsByIds(db, [...new Set(listed.map((gift) => gift.pickId))], now)).map((lead) => [lead.id, lead]),
  )
  const canGive = member.opens !== null && policy.perMonth > 0
  const gifts = listed.map((gift): ShownGift => {
    const { id, givenAt, expiresAt, opened } = gift
    const lead = leads.get(gift.pickId)
    const [slug, headline] = [lead?.slug ?? null, lead?.headline ?? null]
    return {
      id,
      slug,
      headline,
      givenAt,
      expiresAt,
      opened,
      state: stateOf(gift, { now, canGive, isPublished: lead !== undefined }),
    }
  })
  return { gifts, left: await countLeft(deps, member.id), perMonth: policy.perMonth }
}

/** What is kept of a member's gifts, in the form they download. Times are ISO 8601 in UTC; who opened one isn't known. */
export type ExportedGift = {
  slug: string | null
  headline: string | null
  givenAt: string
  expiresAt: string
  endedAt: string | null
  opened: number
}

/** All that is kept of a member's gifts, the newest first. */
export async function exportGifts(db: Db, { memberId, now }: { memberId: number; now: Date }): Promise<ExportedGift[]> {
  const listed = await listGifts(db, { memberId, since: new Date(0) })
  const leads = new Map(
    (await listLeadsByIds(db, [...new Set(listed.map((gift) => gift.pickId))], now)).map((lead) => [lead.id, lead]),
  )
  return listed.map(({ pickId, givenAt, expiresAt, endedAt, opened }) => {
    const lead = leads.get(pickId)
    return {
      slug: lead?.slug ?? null,
      headline: lead?.headline ?? null,
      givenAt: givenAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      opened,
    }
  })
}

type Around = { now: Date; canGive: boolean; isPublished: boolean }

function stateOf({ endedAt, expiresAt, pausedWhy }: ListedGift, { now, canGive, isPublished }: Around): GiftState {
  if (expiresAt <= now) return { kind: 'expired' }
  if (endedAt !== null) return { kind: 'ended' }
  if (!isPublished) return { kind: 'no-pick' }
  if (!canGive) return { kind: 'closed' }
  return pausedWhy === null ? { kind: 'live' } : { kind: 'paused', why: pausedWhy }
}
