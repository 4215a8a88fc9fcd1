import type { RunMap } from '../domain/quotation/run-map.ts'
import type { Trx } from './schema.ts'

/** Says where the runs of the excerpt stand that a pick has now; null where nobody knows. Another excerpt drops it by itself. */
export async function saveRunMap(trx: Trx, pickId: number, map: RunMap | null): Promise<void> {
  const printed = map && JSON.stringify(map)
  await trx.updateTable('excerpt').set({ run_map: printed }).where('pick_id', '=', pickId).execute()
}
