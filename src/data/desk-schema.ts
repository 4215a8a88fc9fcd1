import type { ColumnType } from 'kysely'
import type { Role } from '../domain/role.ts'

/** The tables of the desk; columns mean what `0013-desk.ts` says. */
export type DeskTables = {
  staff: { member_id: number; role: ColumnType<Role>; added_at: string; added_by: number | null; put_off_until: string | null }
  first_owner: { id: number; code_hash: string; expires_at: string }
  presence: { pick_id: number; member_id: number; since: string; seen_at: string }
  audit: {
    id: number
    at: string
    who: string
    what: string
    subject: string
    detail: string
    previous: string
    hash: string
  }
  audit_head: { id: number; number: number; hash: string }
  draft: {
    pick_id: number
    revision: number
    content: string | null
    headline: string
    date: string | null
    source_name: string
    topics: string
    words: number
    note: string
    created_by: number | null
    saved_by: number | null
    /** The name of its cover's picture. */
    picture: string | null
  }
  schedule: { pick_id: number; local_time: string; at: string; set_by: number; held: string | null }
  slug_redirect: { slug: string; pick_id: number }
  topic_redirect: { slug: string; topic_id: number }
}
