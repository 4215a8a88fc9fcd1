const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Whether a request's Host is one this site answers to: its own, or this machine's own name for itself.
 * Links are always built from the configured origin, so a wrong Host could only poison a cache that keys on it.
 */
export function isOurHost(host: string | undefined, origin: string): boolean {
  if (!host) return false
  if (host === origin.slice(origin.indexOf('//') + 2)) return true
  return loopback.has(host.replace(/:\d{1,5}$/, ''))
}
