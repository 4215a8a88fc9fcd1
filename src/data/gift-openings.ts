import { decidePause, type GiftCount, type GiftPause, type GiftPolicy, type GiftStanding, graceHours } from '../domain/gift.ts'
import type { Visibility } from '../domain/pick.ts'
import type { Opens } from '../domain/subscription.ts'
import { constantSql } from './constant-sql.ts'
import type { Db, Engine, Trx } from './schema.ts'

/** A gift's link as its token names it. */
export type FoundLink = { giftId: number; link: number; pickId: number; expiresAt: Date }

/** A gift for one browser; `giver` is empty for one who doesn't say who they are. */
export type FoundGift = GiftStanding & { giver: string }

/** One browser that opens a gift, and the pick as visible as it is now. */
export type Opening = { giftId: number; reader: string; link: number; visibility: Visibility; now: Date }

const hour = 3_600_000

/** The SQL that a reader with a gift is served by, as SQLite reads it. */
export const giftStatements = {
  findLink: `select gift_link.gift_id, gift_link.link, gift.pick_id, gift.expires_at
    from gift_link join gift on gift.id = gift_link.gift_id where gift_link.token_hash = ?1`,
  findGift: `select gift.pick_id, gift.link, gift.opens, gift.expires_at, gift.ended_at, gift.paused_at, gift.grace_until,
      case when gift.shows_name = 1 then member.name else '' end as giver,
      (select min(access_grant.opens) from access_grant where access_grant.member_id = gift.member_id and access_grant.from_at <= ?2
      and (access_grant.until_at is null or access_grant.until_at > ?2)) as giver_opens,
      (select gift_opening.opened_at from gift_opening where gift_opening.gift_id = gift.id and gift_opening.reader = ?3) as opened_at
    from gift join member on member.id = gift.member_id where gift.id = ?1`,
  enterOpening: `insert into gift_opening (gift_id, reader, opened_at) values (?1, ?3, ?2) on conflict do nothing returning gift_id`,
  leaveOpening: 'delete from gift_opening where gift_id = ?1 and reader = ?2',
  // One statement, so that of any number who come at once exactly as many get in as there is room for.
  countOpening: `update gift set opened = opened + 1,
      burst = case when burst_at > ?3 then burst + 1 else 1 end, burst_at = case when burst_at > ?3 then burst_at else ?2 end
    where id = ?1 and link = ?4 and paused_at is null and ended_at is null and expires_at > ?2 and opened < room
      and exists (select 1 from access_grant where access_grant.member_id = gift.member_id and access_grant.from_at <= ?2
        and (access_grant.until_at is null or access_grant.until_at > ?2) and (access_grant.opens = 'everything' or ?5 = 'metered'))
    returning opened, room, burst`,
  // In the same transaction, so that nobody can come in between.
  pause: 'update gift set paused_at = ?2, paused_why = ?3, grace_until = ?4 where id = ?1',
} as const

/** The statement as the engine reads it. */
export function giftStatement(engine: Engine, name: keyof typeof giftStatements): string {
  return textOf(engine, name)
}

/** The link with this token, also one that opens nothing any more; null for a token that nobody was given. */
export async function findGiftLink(db: Db, tokenHash: string): Promise<FoundLink | null> {
  const { rows } = await run<LinkRow>(db, 'findLink', [tokenHash])
  const [row] = rows
  return row ? { giftId: row.gift_id, link: row.link, pickId: row.pick_id, expiresAt: new Date(row.expires_at) } : null
}

/** A gift as it stands for one browser. Null once its giver has left. */
export async function findGift(
  db: Db,
  { giftId, reader, now }: { giftId: number; reader: string; now: Date },
): Promise<FoundGift | null> {
  const { rows } = await run<GiftRow>(db, 'findGift', [giftId, now.toISOString(), reader])
  const [row] = rows
  if (!row) return null
  return {
    pickId: row.pick_id,
    link: row.link,
    opens: row.opens,
    giverOpens: row.giver_opens,
    expiresAt: new Date(row.expires_at),
    endedAt: dateOf(row.ended_at),
    pausedAt: dateOf(row.paused_at),
    graceUntil: dateOf(row.grace_until),
    hasOpened: row.opened_at !== null,
    giver: row.giver,
  }
}

/** Where a gift's giver is written to, and until when that is of use to them; null once they have left. */
export async function findGiver(db: Db, giftId: number): Promise<{ email: string; expiresAt: Date } | null> {
  const row = await db
    .selectFrom('gift')
    .innerJoin('member', 'member.id', 'gift.member_id')
    .select(['member.email', 'gift.expires_at'])
    .where('gift.id', '=', giftId)
    .executeTakeFirst()
  return row ? { email: row.email, expiresAt: new Date(row.expires_at) } : null
}

/**
 * Counts a browser that opens a gift, once for ever, and pauses the gift when it was the last there was room for. `known`: it was
 * counted before; `refused`: the gift takes nobody in any more. Nothing is left behind of one that was refused.
 */
export async function countOpening(
  trx: Trx,
  { giftId, reader, link, visibility, now }: Opening,
  policy: GiftPolicy,
): Promise<{ kind: 'counted'; paused: GiftPause | null } | { kind: 'known' | 'refused' }> {
  const at = now.toISOString()
  // The row of the reader first: of two requests of one browser the second waits here for the first to be done.
  const entered = await run(trx, 'enterOpening', [giftId, at, reader])
  if (entered.rows.length === 0) return { kind: 'known' }
  const counted = await run<GiftCount>(trx, 'countOpening', [giftId, at, later(now, -1), link, visibility])
  const [count] = counted.rows
  if (!count) {
    await run(trx, 'leaveOpening', [giftId, reader])
    return { kind: 'refused' }
  }
  const paused = decidePause(count, policy)
  if (paused !== null) await run(trx, 'pause', [giftId, at, paused, later(now, graceHours)])
  return { kind: 'counted', paused }
}

type LinkRow = { gift_id: number; link: number; pick_id: number; expires_at: string }

type GiftRow = {
  pick_id: number
  link: number
  opens: Opens
  giver_opens: Opens | null
  expires_at: string
  ended_at: string | null
  paused_at: string | null
  grace_until: string | null
  opened_at: string | null
  giver: string
}

function later(now: Date, hours: number): string {
  return new Date(now.getTime() + hours * hour).toISOString()
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}

const { run, textOf } = constantSql(giftStatements)
