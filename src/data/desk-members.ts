import { type ExpressionBuilder, sql } from 'kysely'
import type { Role } from '../domain/role.ts'
import type { Db, Tables } from './schema.ts'

/** What members can be told apart by: what opens picks for them at present, a payment that is due, a newsletter, or nothing of the kind. */
export type MemberKind = 'subscriber' | 'comped' | 'past-due' | 'group' | 'newsletter' | 'free'

/** A member in the desk's list. */
export type MemberLine = { id: number; email: string; name: string; since: Date; role: Role | null }

/** Which members are listed. `after` is the address of the last one of the page before. */
export type MemberFilter = {
  search: string
  kind: MemberKind | null
  /** The newsletter's slug, for that kind. */
  newsletter: string | null
  groupId: number | null
  after: string | null
  limit: number
  now: Date
}

/** The members that fit, by address. What is searched for may stand anywhere in name or address. */
export async function listMembers(
  db: Db,
  { search, kind, newsletter, groupId, after, limit, now }: MemberFilter,
): Promise<MemberLine[]> {
  let members = db
    .selectFrom('member')
    .leftJoin('staff', 'staff.member_id', 'member.id')
    .select(['member.id', 'member.email', 'member.name', 'member.created_at', 'staff.role'])
  if (search !== '') members = members.where((eb) => isLike(eb, search))
  if (kind !== null) members = members.where((eb) => isOfKind(eb, kind, { newsletter, at: now.toISOString() }))
  if (groupId !== null)
    members = members.where('member.id', 'in', (eb) =>
      eb.selectFrom('group_seat').select('group_seat.member_id').where('group_seat.group_id', '=', groupId),
    )
  if (after !== null) members = members.where('member.email', '>', after)
  const rows = await members.orderBy('member.email').limit(limit).execute()
  return rows.map(({ id, email, name, created_at, role }) => ({ id, email, name, since: new Date(created_at), role }))
}

type Members = ExpressionBuilder<Tables, 'member'>

/** What was typed is text and no pattern. SQLite makes only English letters small, so what was typed is looked for as it is, too. */
function isLike(eb: Members, search: string) {
  const pattern = (text: string) => `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const [asTyped, small] = [pattern(search), pattern(search.toLowerCase())]
  return eb.or([
    sql<boolean>`lower(${eb.ref('member.email')}) like ${small} escape '\\'`,
    sql<boolean>`lower(${eb.ref('member.name')}) like ${small} escape '\\'`,
    sql<boolean>`${eb.ref('member.name')} like ${asTyped} escape '\\'`,
  ])
}

function isOfKind(eb: Members, kind: MemberKind, { newsletter, at }: { newsletter: string | null; at: string }) {
  const grants = eb
    .selectFrom('access_grant')
    .select('access_grant.member_id')
    .where('access_grant.from_at', '<=', at)
    .where((one) => one.or([one('access_grant.until_at', 'is', null), one('access_grant.until_at', '>', at)]))
  const ofSubscriptions = grants.where('access_grant.source', 'like', 'subscription:%')
  switch (kind) {
    case 'subscriber':
      return eb('member.id', 'in', ofSubscriptions)
    case 'group':
      return eb('member.id', 'in', grants.where('access_grant.source', 'like', 'group:%'))
    case 'free':
      return eb('member.id', 'not in', grants)
    case 'comped':
      return eb(
        'member.id',
        'in',
        ofSubscriptions
          .innerJoin('subscription', (join) =>
            join
              .onRef('subscription.member_id', '=', 'access_grant.member_id')
              .on('access_grant.source', '=', sql<string>`'subscription:' || cast(subscription.id as text)`),
          )
          .where('subscription.kind', '=', 'comp'),
      )
    case 'past-due':
      return eb(
        'member.id',
        'in',
        eb.selectFrom('subscription').select('subscription.member_id').where('subscription.status', '=', 'past-due'),
      )
    case 'newsletter': {
      const wanted = eb
        .selectFrom('newsletter_choice')
        .innerJoin('newsletter', 'newsletter.id', 'newsletter_choice.newsletter_id')
        .select('newsletter_choice.member_id')
        .where('newsletter_choice.wants', '=', 1)
      return eb('member.id', 'in', newsletter === null ? wanted : wanted.where('newsletter.slug', '=', newsletter))
    }
  }
}

/** In which groups these members have a seat, by the groups' names; only those whose agreement holds. */
export async function listSeatNames(
  db: Db,
  memberIds: readonly number[],
  now: Date,
): Promise<{ memberId: number; group: string }[]> {
  if (memberIds.length === 0) return []
  const at = now.toISOString()
  const rows = await db
    .selectFrom('group_seat')
    .innerJoin('reader_group', 'reader_group.id', 'group_seat.group_id')
    .select(['group_seat.member_id', 'reader_group.name'])
    .where('group_seat.member_id', 'in', [...memberIds])
    .where('reader_group.from_at', '<=', at)
    .where((eb) => eb.or([eb('reader_group.until_at', 'is', null), eb('reader_group.until_at', '>', at)]))
    .orderBy('reader_group.name')
    .execute()
  return rows.map(({ member_id, name }) => ({ memberId: member_id, group: name }))
}

/** What a member has or had by subscription, as the desk shows it. `givenBy` and `endedBy` are written as in the audit log. */
export type Entitlement = {
  id: number
  memberId: number
  plan: string
  planSlug: string
  kind: 'comp' | 'invoice' | 'gift' | 'stripe'
  status: 'trialing' | 'active' | 'past-due' | 'paused' | 'ended'
  from: Date
  until: Date | null
  cancelsAt: Date | null
  endedAt: Date | null
  note: string
  createdAt: Date
  givenBy: string | null
  endedBy: string | null
}

/** All subscriptions these members have or had, the newest first; when each opens picks is read from what access is decided by. */
export async function listEntitlements(db: Db, memberIds: readonly number[]): Promise<Entitlement[]> {
  if (memberIds.length === 0) return []
  const rows = await db
    .selectFrom('subscription')
    .innerJoin('plan', 'plan.id', 'subscription.plan_id')
    .innerJoin('access_grant', (join) =>
      join
        .onRef('access_grant.member_id', '=', 'subscription.member_id')
        .on('access_grant.source', '=', sql<string>`'subscription:' || cast(subscription.id as text)`),
    )
    .select(['subscription.id', 'subscription.member_id', 'subscription.kind', 'subscription.status'])
    .select(['subscription.cancels_at', 'subscription.ended_at', 'subscription.note', 'subscription.created_at'])
    .select(['subscription.given_by', 'subscription.ended_by', 'plan.name', 'plan.slug'])
    .select(['access_grant.from_at', 'access_grant.until_at'])
    .where('subscription.member_id', 'in', [...memberIds])
    .orderBy('subscription.starts_at', 'desc')
    .orderBy('subscription.id', 'desc')
    .execute()
  const date = (text: string | null) => (text === null ? null : new Date(text))
  return rows.map((row) => ({
    ...{ id: row.id, memberId: row.member_id, plan: row.name, planSlug: row.slug, kind: row.kind, status: row.status },
    ...{ from: new Date(row.from_at), until: date(row.until_at) },
    ...{ cancelsAt: date(row.cancels_at), endedAt: date(row.ended_at), note: row.note },
    ...{ createdAt: new Date(row.created_at), givenBy: row.given_by, endedBy: row.ended_by },
  }))
}
