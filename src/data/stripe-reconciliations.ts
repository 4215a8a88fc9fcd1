import type { Db } from './schema.ts'

/** The last comparison of everything with Stripe. `finishedAt` null: it is under way, or was cut short. */
export type Reconciliation = {
  startedAt: Date
  finishedAt: Date | null
  checked: number
  corrected: number
  /** A line for each subscription that was corrected. */
  report: string[]
  error: string | null
}

/** Begins a run, unless one began since `notSince`: of many processes that ask at once, one gets true. */
export async function startReconciliation(db: Db, { now, notSince }: { now: Date; notSince: Date }): Promise<boolean> {
  const fresh = { started_at: now.toISOString(), finished_at: null, checked: 0, corrected: 0, report: '', error: null }
  const result = await db
    .insertInto('stripe_reconciliation')
    .values({ id: 1, ...fresh })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(fresh).where('stripe_reconciliation.started_at', '<', notSince.toISOString()),
    )
    .returning('id')
    .executeTakeFirst()
  return result !== undefined
}

/** Writes down what the run that began then came to. */
export async function saveReconciliation(
  db: Db,
  { startedAt, finishedAt, checked, corrected, report, error }: Reconciliation,
): Promise<void> {
  await db
    .updateTable('stripe_reconciliation')
    .set({ finished_at: finishedAt?.toISOString() ?? null, checked, corrected, report: report.join('\n'), error })
    .where('started_at', '=', startedAt.toISOString())
    .execute()
}

export async function findReconciliation(db: Db): Promise<Reconciliation | null> {
  const row = await db
    .selectFrom('stripe_reconciliation')
    .select(['started_at', 'finished_at', 'checked', 'corrected', 'report', 'error'])
    .executeTakeFirst()
  if (!row) return null
  const { checked, corrected, error } = row
  return {
    startedAt: new Date(row.started_at),
    finishedAt: row.finished_at === null ? null : new Date(row.finished_at),
    checked,
    corrected,
    report: row.report === '' ? [] : row.report.split('\n'),
    error,
  }
}
