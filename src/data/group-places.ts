import type { GroupDomain } from '../domain/group.ts'
import type { AccessWindow, Opens } from '../domain/subscription.ts'
import type { Db, Trx } from './schema.ts'

/** A network with the group it opens picks for, as the meter needs it. */
export type GroupNetwork = { network: string; groupId: number; group: string; opens: Opens; window: AccessWindow }

/** A domain with its group. */
export type OwnedDomain = GroupDomain & { groupId: number; group: string }

/** Every network of every group whose agreement hasn't ended. */
export async function listGroupNetworks(db: Db, now: Date): Promise<GroupNetwork[]> {
  const rows = await db
    .selectFrom('group_network')
    .innerJoin('reader_group', 'reader_group.id', 'group_network.group_id')
    .select(['network', 'group_id', 'name', 'opens', 'from_at', 'until_at'])
    .where((eb) => eb.or([eb('until_at', 'is', null), eb('until_at', '>', now.toISOString())]))
    .execute()
  return rows.map(({ network, group_id, name, opens, from_at, until_at }) => {
    const window = { from: new Date(from_at), until: until_at === null ? null : new Date(until_at) }
    return { network, groupId: group_id, group: name, opens, window }
  })
}

/** All networks with their groups, also of those that have ended: a network belongs to one group for good. */
export async function listOwnedNetworks(db: Db): Promise<{ network: string; groupId: number; group: string }[]> {
  const rows = await db
    .selectFrom('group_network')
    .innerJoin('reader_group', 'reader_group.id', 'group_network.group_id')
    .select(['network', 'group_id', 'name'])
    .orderBy('network')
    .execute()
  return rows.map(({ network, group_id, name }) => ({ network, groupId: group_id, group: name }))
}

/** Gives a network to a group; one that it has already stays. */
export async function saveGroupNetwork(trx: Trx, groupId: number, network: string): Promise<void> {
  await trx
    .insertInto('group_network')
    .values({ network, group_id: groupId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Takes a network from a group; false when it hasn't that one. */
export async function deleteGroupNetwork(trx: Trx, groupId: number, network: string): Promise<boolean> {
  const result = await trx
    .deleteFrom('group_network')
    .where('group_id', '=', groupId)
    .where('network', '=', network)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Those of these domains that belong to a group. */
export async function listOwnedDomains(db: Db, domains: readonly string[] | null = null): Promise<OwnedDomain[]> {
  const query = db
    .selectFrom('group_domain')
    .innerJoin('reader_group', 'reader_group.id', 'group_domain.group_id')
    .select(['domain', 'group_id', 'name', 'with_subdomains'])
    .orderBy('domain')
  const rows = await (domains === null ? query : query.where('domain', 'in', domains)).execute()
  return rows.map(({ domain, group_id, name, with_subdomains }) => {
    return { domain, withSubdomains: with_subdomains === 1, groupId: group_id, group: name }
  })
}

/** Gives a domain to a group, or says anew whether the domains below it belong to it too. */
export async function saveGroupDomain(trx: Trx, groupId: number, { domain, withSubdomains }: GroupDomain): Promise<void> {
  const with_subdomains = withSubdomains ? 1 : 0
  await trx
    .insertInto('group_domain')
    .values({ domain, group_id: groupId, with_subdomains })
    .onConflict((conflict) =>
      conflict.column('domain').doUpdateSet({ with_subdomains }).where('group_domain.group_id', '=', groupId),
    )
    .execute()
}

/** Takes a domain from a group; false when it hasn't that one. */
export async function deleteGroupDomain(trx: Trx, groupId: number, domain: string): Promise<boolean> {
  const result = await trx
    .deleteFrom('group_domain')
    .where('group_id', '=', groupId)
    .where('domain', '=', domain)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}
