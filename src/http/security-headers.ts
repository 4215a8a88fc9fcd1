const directives = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  'connect-src': "'self'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
  'object-src': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'tessera',
}

const contentSecurityPolicy = policyOf(directives)

/** The policy of the desk's page: the usual one, but that it may show the pages below one address in a frame. */
export function deskPolicy(framed: string): string {
  return policyOf({ ...directives, 'frame-src': framed })
}

/** The policy of a page that the desk shows in a frame: nobody else may, and nothing in it runs, is sent or leads out of the frame. */
export const framedPolicy = policyOf({
  ...directives,
  'script-src': "'none'",
  'connect-src': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'self'",
  sandbox: 'allow-same-origin',
})

/** What every response carries, whatever it is. A page has no inline script or style, so the policy needs no nonce and may be cached. */
export function securityHeaders(isHttps: boolean): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'browsing-topics=(), camera=(), geolocation=(), microphone=()',
    ...(isHttps ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  }
}

function policyOf(parts: Record<string, string>): string {
  return Object.entries(parts)
    .map((pair) => pair.join(' '))
    .join('; ')
}
