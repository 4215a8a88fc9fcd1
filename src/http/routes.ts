import type { CacheClass } from './cache-classes.ts'

/**
 * What a request may change: `reads` nothing, `counts` one reading in the ledger, `changes` what the reader asks for, from our own pages
 * only. `signed` comes from a service and not from a page: its signature stands for what a page of ours stands for otherwise.
 */
export type Policy = 'reads' | 'counts' | 'changes' | 'signed'

export type Route = { method: 'get' | 'post'; path: string; cache: CacheClass; policy: Policy }

/**
 * The map of the site: a route exists only as a row here, with its class of caching and its policy.
 * A pick that is open to all is sent as `shared`; every other answer of that route is `reader`.
 */
export const routes = {
  front: { method: 'get', path: '/', cache: 'shared', policy: 'reads' },
  pick: { method: 'get', path: '/picks/:slug', cache: 'reader', policy: 'counts' },
  pickStream: { method: 'get', path: '/picks/:slug/stream', cache: 'reader', policy: 'counts' },
  topics: { method: 'get', path: '/topics', cache: 'shared', policy: 'reads' },
  topic: { method: 'get', path: '/topics/:slug', cache: 'shared', policy: 'reads' },
  source: { method: 'get', path: '/sources/:slug', cache: 'shared', policy: 'reads' },
  archive: { method: 'get', path: '/archive', cache: 'shared', policy: 'reads' },
  archiveMonth: { method: 'get', path: '/archive/:month', cache: 'shared', policy: 'reads' },
  search: { method: 'get', path: '/search', cache: 'reader', policy: 'reads' },
  reading: { method: 'get', path: '/reading', cache: 'reader', policy: 'reads' },
  forgetReading: { method: 'post', path: '/reading/forget', cache: 'never', policy: 'changes' },
  about: { method: 'get', path: '/about', cache: 'shared', policy: 'reads' },
  signUp: { method: 'get', path: '/sign-up', cache: 'reader', policy: 'reads' },
  signIn: { method: 'get', path: '/sign-in', cache: 'reader', policy: 'reads' },
  askToSignIn: { method: 'post', path: '/sign-in', cache: 'never', policy: 'changes' },
  signInCode: { method: 'get', path: '/sign-in/code', cache: 'reader', policy: 'reads' },
  confirmByCode: { method: 'post', path: '/sign-in/code', cache: 'never', policy: 'changes' },
  signInLink: { method: 'get', path: '/sign-in/link/:token', cache: 'reader', policy: 'reads' },
  confirmByLink: { method: 'post', path: '/sign-in/link/:token', cache: 'never', policy: 'changes' },
  signOut: { method: 'post', path: '/sign-out', cache: 'never', policy: 'changes' },
  account: { method: 'get', path: '/account', cache: 'reader', policy: 'reads' },
  saveAccount: { method: 'post', path: '/account', cache: 'never', policy: 'changes' },
  changeEmail: { method: 'post', path: '/account/email', cache: 'never', policy: 'changes' },
  emailChange: { method: 'get', path: '/account/email', cache: 'reader', policy: 'reads' },
  confirmEmailByCode: { method: 'post', path: '/account/email/code', cache: 'never', policy: 'changes' },
  emailChangeLink: { method: 'get', path: '/account/email/link/:token', cache: 'reader', policy: 'reads' },
  confirmEmailByLink: { method: 'post', path: '/account/email/link/:token', cache: 'never', policy: 'changes' },
  saveNewsletters: { method: 'post', path: '/account/newsletters', cache: 'never', policy: 'changes' },
  endAllSessions: { method: 'post', path: '/account/sessions/end-all', cache: 'never', policy: 'changes' },
  endSession: { method: 'post', path: '/account/sessions/:id/end', cache: 'never', policy: 'changes' },
  accountExport: { method: 'get', path: '/account/export', cache: 'reader', policy: 'reads' },
  deleteAccount: { method: 'post', path: '/account/delete', cache: 'never', policy: 'changes' },
  accountPlan: { method: 'get', path: '/account/plan', cache: 'reader', policy: 'reads' },
  subscribe: { method: 'get', path: '/subscribe', cache: 'shared', policy: 'reads' },
  checkout: { method: 'post', path: '/subscribe/checkout', cache: 'never', policy: 'changes' },
  // Whatever is asked for here, only what Stripe itself says now is written down.
  checkoutDone: { method: 'get', path: '/subscribe/done', cache: 'reader', policy: 'reads' },
  billingPortal: { method: 'post', path: '/account/plan/portal', cache: 'never', policy: 'changes' },
  endPlan: { method: 'post', path: '/account/plan/end', cache: 'never', policy: 'changes' },
  keepPlan: { method: 'post', path: '/account/plan/keep', cache: 'never', policy: 'changes' },
  stripeWebhook: { method: 'post', path: '/webhooks/stripe', cache: 'never', policy: 'signed' },
  asset: { method: 'get', path: '/assets/:file', cache: 'forever', policy: 'reads' },
  robots: { method: 'get', path: '/robots.txt', cache: 'shared', policy: 'reads' },
  sitemap: { method: 'get', path: '/sitemap.xml', cache: 'shared', policy: 'reads' },
  favicon: { method: 'get', path: '/favicon.ico', cache: 'shared', policy: 'reads' },
  health: { method: 'get', path: '/health', cache: 'never', policy: 'reads' },
} as const satisfies Record<string, Route>

export type RouteName = keyof typeof routes

/** How to build the link to every page. No other file spells a path. */
export const paths = {
  front: () => routes.front.path,
  pick: (slug: string) => `/picks/${slug}`,
  pickAfter: (slug: string, trail: readonly number[]) => `/picks/${slug}?after=${trail.join('.')}`,
  pickStream: (slug: string) => `/picks/${slug}/stream`,
  topics: () => routes.topics.path,
  topic: (slug: string) => `/topics/${slug}`,
  topicBefore: (slug: string, month: string) => `/topics/${slug}?before=${month}`,
  source: (slug: string) => `/sources/${slug}`,
  sourceBefore: (slug: string, month: string) => `/sources/${slug}?before=${month}`,
  archive: () => routes.archive.path,
  archiveMonth: (month: string) => `/archive/${month}`,
  search: () => routes.search.path,
  reading: () => routes.reading.path,
  forgetReading: () => routes.forgetReading.path,
  about: () => routes.about.path,
  /** `next` is where the reader goes on once signed in: a path of this site. */
  signUp: (next: string | null = null) => withNext(routes.signUp.path, next),
  signIn: (next: string | null = null) => withNext(routes.signIn.path, next),
  signInCode: (next: string | null = null) => withNext(routes.signInCode.path, next),
  signInLink: (token: string) => `/sign-in/link/${token}`,
  signOut: () => routes.signOut.path,
  account: () => routes.account.path,
  accountSaved: () => `${routes.account.path}?saved=1`,
  changeEmail: () => routes.changeEmail.path,
  emailChange: () => routes.emailChange.path,
  confirmEmailByCode: () => routes.confirmEmailByCode.path,
  emailChangeLink: (token: string) => `/account/email/link/${token}`,
  saveNewsletters: () => routes.saveNewsletters.path,
  endAllSessions: () => routes.endAllSessions.path,
  endSession: (id: string) => `/account/sessions/${id}/end`,
  accountExport: () => routes.accountExport.path,
  deleteAccount: () => routes.deleteAccount.path,
  subscribe: () => routes.subscribe.path,
  /** The same with one plan marked. */
  subscribeTo: (plan: string) => `${routes.subscribe.path}?plan=${plan}`,
  checkout: () => routes.checkout.path,
  /** Stripe puts in the checkout’s own name. */
  checkoutDone: () => `${routes.checkoutDone.path}?session={CHECKOUT_SESSION_ID}`,
  accountPlan: () => routes.accountPlan.path,
  accountPlanAfter: (checkout: 'subscribed' | 'waiting') => `${routes.accountPlan.path}?checkout=${checkout}`,
  endPlan: () => routes.endPlan.path,
  keepPlan: () => routes.keepPlan.path,
  billingPortal: () => routes.billingPortal.path,
  asset: (file: string) => `/assets/${file}`,
  sitemap: () => routes.sitemap.path,
} as const

function withNext(path: string, next: string | null): string {
  return next === null ? path : `${path}?next=${encodeURIComponent(next).replaceAll('%2F', '/')}`
}
