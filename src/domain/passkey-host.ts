/**
 * The host that passkeys of a site belong to, by its public address; null where browsers allow none: without https, except on this
 * machine itself, and at a bare IP address.
 */
export function passkeyHost(origin: string): string | null {
  const [, scheme = '', host = ''] = /^(https?):\/\/([^/:[\]]+)(?::\d+)?$/.exec(origin.toLowerCase()) ?? []
  if (host === '' || /^[\d.]+$/.test(host)) return null
  const isHere = host === 'localhost' || host.endsWith('.localhost')
  return scheme === 'https' || isHere ? host : null
}
