import type { ColumnType, Generated } from 'kysely'
import type { CameBy, UsageWay } from '../domain/group.ts'
import type { Opens } from '../domain/subscription.ts'

/** The tables of groups; columns mean what `Group` says. */
export type GroupTables = {
  reader_group: {
    id: Generated<number>
    name: string
    opens: ColumnType<Opens>
    from_at: string
    until_at: string | null
    seats: number | null
    taken: number
    administrator_id: number | null
    mails_day: string
    mails_sent: number
    created_at: string
  }
  group_seat: { group_id: number; member_id: number; came_by: ColumnType<CameBy>; taken_at: string }
  past_seat: { group_id: number; member_id: number; came_by: ColumnType<CameBy>; taken_at: string; ended_at: string }
  group_invitation: {
    id: Generated<number>
    group_id: number
    email: string
    token_hash: string
    invited_at: string
    expires_at: string
    ended_at: string | null
  }
  group_domain: { domain: string; group_id: number; with_subdomains: number }
  group_network: { network: string; group_id: number }
  group_month: { month: string; hash_key: string }
  group_mark: { group_id: number; month: string; way: ColumnType<UsageWay>; kind: ColumnType<'reader' | 'reading'>; mark: string }
  group_usage: { group_id: number; month: string; way: ColumnType<UsageWay>; readers: number; readings: number }
}
