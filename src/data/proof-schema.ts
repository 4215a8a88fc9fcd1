import type { ColumnType } from 'kysely'

/** The tables of the staff's second proof; columns mean what `0018-proofs-and-past-seats.ts` says. */
export type ProofTables = {
  recovery_code: {
    code_hash: string
    member_id: number
    made_by: ColumnType<'member' | 'console'>
    made_at: string
    expires_at: string | null
    used_at: string | null
  }
  desk_approval: {
    member_id: number
    session_hash: string
    number: string
    asked_at: string
    expires_at: string
    attempts: number
    approved_by: number | null
  }
}
