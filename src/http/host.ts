const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Says whether a request's Host is one that the site at this origin answers to: its own, or this machine's own name for itself.
 * Links are always built from the configured origin, so a wrong Host could only poison a cache that keys on it.
 */
export function hostCheckOf(origin: string): (host: string | undefined) => boolean {
  const own = new URL(origin).host
  // Nearly every request brings the one before's.
  let last = own
  return (host) => {
    if (host === last) return true
    if (!host || (host !== own && !loopback.has(host.replace(/:\d{1,5}$/, '')))) return false
    last = host
    return true
  }
}
