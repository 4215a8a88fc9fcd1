import { Resolver } from 'node:dns/promises'

/** Every address of a name, IPv4 and IPv6; none when there is no answer. Never throws, and gives up when the signal says so. */
export type NameResolver = (name: string, signal: AbortSignal) => Promise<string[]>

/**
 * The name servers of this machine. They are asked directly, because the system's own way reads its hosts file, adds its own domains to a
 * name, and keeps a thread waiting that files are read with as well.
 */
export function systemResolver(): NameResolver {
  return async (name, signal) => {
    const resolver = new Resolver({ timeout: 2_000, tries: 2 })
    const stop = () => resolver.cancel()
    signal.addEventListener('abort', stop, { once: true })
    try {
      const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
      return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }
}
