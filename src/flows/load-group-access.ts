import { type GroupNetwork, listGroupNetworks } from '../data/group-places.ts'
import { countGroups } from '../data/groups.ts'
import type { Db } from '../data/schema.ts'
import { parseNetwork } from '../domain/network.ts'
import { compileNetworks, type NetworkTable } from '../domain/network-table.ts'

/** The group whose network a reader comes from. */
export type Courtesy = Omit<GroupNetwork, 'network'>

/** What the meter needs to know of groups, made ready once a generation. `networks` null: no group has any, and nobody is looked at. */
export type GroupAccess = { networks: NetworkTable<Courtesy> | null; hasGroups: boolean }

export async function loadGroupAccess(db: Db, now: Date): Promise<GroupAccess> {
  const rows = await listGroupNetworks(db, now)
  const owners = new Map<number, Courtesy>()
  const entries = rows.flatMap(({ network: text, ...courtesy }) => {
    const network = parseNetwork(text)
    const owner = owners.get(courtesy.groupId) ?? courtesy
    owners.set(courtesy.groupId, owner)
    return network ? [{ network, owner }] : []
  })
  return { networks: compileNetworks(entries), hasGroups: (await countGroups(db)) > 0 }
}
