import { type Address, type Network, parseAddress, start } from './network.ts'

/** Whom an address belongs to, among many networks. */
export type NetworkTable<Owner> = { find: (address: string) => Owner | null }

type Length<Owner> = { bits: Address['bits']; rest: bigint; owners: Map<bigint, Owner> }

/**
 * Networks made ready for being asked often: what a question costs grows with how many lengths of prefix there are and not with the
 * number of networks. Of networks that lie in each other the narrowest counts. Null when there are none, so that nothing is asked.
 */
export function compileNetworks<Owner>(networks: readonly { network: Network; owner: Owner }[]): NetworkTable<Owner> | null {
  if (networks.length === 0) return null
  const lengths = new Map<string, Length<Owner>>()
  for (const { network, owner } of networks) {
    const { bits, prefix } = network
    const length = lengths.get(`${bits} ${prefix}`) ?? { bits, rest: BigInt(bits - prefix), owners: new Map() }
    length.owners.set(start(network) >> length.rest, owner)
    lengths.set(`${bits} ${prefix}`, length)
  }
  const narrowestFirst = [...lengths.values()].sort((a, b) => Number(a.rest - b.rest))
  const byBits = { 32: narrowestFirst.filter(({ bits }) => bits === 32), 128: narrowestFirst.filter(({ bits }) => bits === 128) }
  return {
    find: (text) => {
      const address = parseAddress(text)
      if (address === null) return null
      for (const { rest, owners } of byBits[address.bits]) {
        const owner = owners.get(address.value >> rest)
        if (owner !== undefined) return owner
      }
      return null
    },
  }
}
