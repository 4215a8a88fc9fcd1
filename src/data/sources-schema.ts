import type { ColumnType } from 'kysely'
import type { PermissionKind } from '../domain/quote-limit.ts'
import type { WatchState } from '../domain/source-watch.ts'

/** The tables about sources; columns mean what `0019-sources.ts` says. */
export type SourceTables = {
  source_terms: {
    source_id: number
    revision: number
    words_per_month: number | null
    permission: ColumnType<PermissionKind>
    permitted_until: string | null
    permission_text: string
    note: string
    saved_at: string
    saved_by: number | null
  }
  source_follow: { pick_id: number; day: string; count: number }
  watch: WatchTable
  watch_host: { host: string; free_at: string; robots: string | null; robots_at: string | null }
}

type WatchTable = {
  pick_id: number
  url: string
  host: string
  state: ColumnType<WatchState>
  finding: string
  mark: string
  since: string | null
  looked_at: string | null
  next_at: string
  is_wanted: number
  misses: number
  validators: string
  canonical: string | null
  settled_mark: string | null
  settled_as: ColumnType<'seen' | 'quoted-before' | null>
  settled_note: string
  settled_at: string | null
  settled_by: number | null
}
