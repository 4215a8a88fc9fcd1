import { Resolver } from 'node:dns/promises'
import type { NameService } from './crawler-check.ts'

/** The system's name servers. A name without an answer gives an empty list. */
export function systemNames(): NameService {
  const resolver = new Resolver({ timeout: 500, tries: 1 })
  return {
    namesOf: (address) => resolver.reverse(address).catch(() => []),
    addressesOf: async (name) => {
      const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
      return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    },
  }
}
