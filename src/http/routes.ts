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
  // Told by the browser of whoever goes on to the source; no reading of the meter's.
  followSource: { method: 'post', path: '/picks/:slug/follow', cache: 'never', policy: 'changes' },
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
  ownPasskeys: { method: 'get', path: '/account/passkeys', cache: 'reader', policy: 'reads' },
  confirmForPasskeys: { method: 'post', path: '/account/passkeys/confirm', cache: 'never', policy: 'changes' },
  renamePasskey: { method: 'post', path: '/account/passkeys/:id/name', cache: 'never', policy: 'changes' },
  removePasskey: { method: 'post', path: '/account/passkeys/:id/remove', cache: 'never', policy: 'changes' },
  askToAddPasskey: { method: 'post', path: '/passkeys/options/add', cache: 'never', policy: 'changes' },
  addPasskey: { method: 'post', path: '/passkeys/add', cache: 'never', policy: 'changes' },
  askToUsePasskey: { method: 'post', path: '/passkeys/options/sign-in', cache: 'never', policy: 'changes' },
  signInByPasskey: { method: 'post', path: '/passkeys/sign-in', cache: 'never', policy: 'changes' },
  deleteAccount: { method: 'post', path: '/account/delete', cache: 'never', policy: 'changes' },
  accountPlan: { method: 'get', path: '/account/plan', cache: 'reader', policy: 'reads' },
  groups: { method: 'get', path: '/account/groups', cache: 'reader', policy: 'reads' },
  group: { method: 'get', path: '/account/groups/:id', cache: 'reader', policy: 'reads' },
  groupReport: { method: 'get', path: '/account/groups/:id/report.csv', cache: 'reader', policy: 'reads' },
  inviteToGroup: { method: 'post', path: '/account/groups/:id/invitations', cache: 'never', policy: 'changes' },
  revokeInvitation: {
    method: 'post',
    path: '/account/groups/:id/invitations/:invitation/revoke',
    cache: 'never',
    policy: 'changes',
  },
  endSeat: { method: 'post', path: '/account/groups/:id/seats/:member/end', cache: 'never', policy: 'changes' },
  handOverGroup: { method: 'post', path: '/account/groups/:id/administrator', cache: 'never', policy: 'changes' },
  takeSeat: { method: 'post', path: '/account/groups/:id/take', cache: 'never', policy: 'changes' },
  leaveGroup: { method: 'post', path: '/account/groups/:id/leave', cache: 'never', policy: 'changes' },
  invitation: { method: 'get', path: '/invitation', cache: 'reader', policy: 'reads' },
  invitationLink: { method: 'get', path: '/invitation/:token', cache: 'reader', policy: 'reads' },
  acceptInvitation: { method: 'post', path: '/invitation/:token', cache: 'never', policy: 'changes' },
  gifts: { method: 'get', path: '/account/gifts', cache: 'reader', policy: 'reads' },
  newGiftLink: { method: 'post', path: '/account/gifts/:id/link', cache: 'never', policy: 'changes' },
  resumeGift: { method: 'post', path: '/account/gifts/:id/resume', cache: 'never', policy: 'changes' },
  endGift: { method: 'post', path: '/account/gifts/:id/end', cache: 'never', policy: 'changes' },
  // Before the links, whose addresses have the same form.
  giving: { method: 'get', path: '/gifts/new', cache: 'reader', policy: 'reads' },
  givePick: { method: 'post', path: '/gifts/new', cache: 'never', policy: 'changes' },
  giftOver: { method: 'get', path: '/gifts', cache: 'shared', policy: 'reads' },
  giftLink: { method: 'get', path: '/gifts/:token', cache: 'never', policy: 'reads' },
  subscribe: { method: 'get', path: '/subscribe', cache: 'shared', policy: 'reads' },
  checkout: { method: 'post', path: '/subscribe/checkout', cache: 'never', policy: 'changes' },
  // Whatever is asked for here, only what Stripe itself says now is written down.
  checkoutDone: { method: 'get', path: '/subscribe/done', cache: 'reader', policy: 'reads' },
  billingPortal: { method: 'post', path: '/account/plan/portal', cache: 'never', policy: 'changes' },
  endPlan: { method: 'post', path: '/account/plan/end', cache: 'never', policy: 'changes' },
  keepPlan: { method: 'post', path: '/account/plan/keep', cache: 'never', policy: 'changes' },
  // Before the desk’s own pages, whose addresses have the same beginning. What the desk talks to is in `desk-api/desk-routes.ts`.
  firstOwner: { method: 'get', path: '/desk/first/:token', cache: 'reader', policy: 'reads' },
  becomeOwner: { method: 'post', path: '/desk/first/:token', cache: 'never', policy: 'changes' },
  deskDoor: { method: 'get', path: '/desk/enter', cache: 'reader', policy: 'reads' },
  enterByCode: { method: 'post', path: '/desk/enter/code', cache: 'never', policy: 'changes' },
  askOwner: { method: 'post', path: '/desk/enter/ask', cache: 'never', policy: 'changes' },
  enterByApproval: { method: 'post', path: '/desk/enter/approved', cache: 'never', policy: 'changes' },
  putOffProof: { method: 'post', path: '/desk/enter/later', cache: 'never', policy: 'changes' },
  deskCodes: { method: 'get', path: '/desk/enter/codes', cache: 'reader', policy: 'reads' },
  exportMembers: { method: 'post', path: '/desk/members.csv', cache: 'never', policy: 'changes' },
  makeCodes: { method: 'post', path: '/desk/enter/codes', cache: 'never', policy: 'changes' },
  deskAsset: { method: 'get', path: '/desk/assets/:file', cache: 'forever', policy: 'reads' },
  deskPreview: { method: 'get', path: '/desk/preview/:id', cache: 'reader', policy: 'reads' },
  desk: { method: 'get', path: '/desk', cache: 'reader', policy: 'reads' },
  deskPage: { method: 'get', path: '/desk/*', cache: 'reader', policy: 'reads' },
  stripeWebhook: { method: 'post', path: '/webhooks/stripe', cache: 'never', policy: 'signed' },
  asset: { method: 'get', path: '/assets/:file', cache: 'forever', policy: 'reads' },
  picture: { method: 'get', path: '/pictures/:file', cache: 'forever', policy: 'reads' },
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
  followSource: (slug: string) => `/picks/${slug}/follow`,
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
  /** Also for who is signed in: to show once more who they are. */
  signInAgain: (next: string) => `${withNext(routes.signIn.path, next)}&again=1`,
  /** Where whoever has left their account is told so. */
  signInAfter: (done: 'signed-out' | 'deleted') => `${routes.signIn.path}?done=${done}`,
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
  ownPasskeys: () => routes.ownPasskeys.path,
  ownPasskeysAfter: (done: 'added' | 'saved' | 'removed') => `${routes.ownPasskeys.path}?done=${done}`,
  confirmForPasskeys: () => routes.confirmForPasskeys.path,
  renamePasskey: (id: string) => `/account/passkeys/${id}/name`,
  removePasskey: (id: string) => `/account/passkeys/${id}/remove`,
  askToAddPasskey: () => routes.askToAddPasskey.path,
  addPasskey: () => routes.addPasskey.path,
  askToUsePasskey: () => routes.askToUsePasskey.path,
  signInByPasskey: () => routes.signInByPasskey.path,
  deleteAccount: () => routes.deleteAccount.path,
  groups: () => routes.groups.path,
  /** The page on which a seat is offered, right after signing in; `next` is where the reader was going. */
  groupsOnTheWay: (next: string) => withNext(routes.groups.path, next),
  group: (id: number) => `/account/groups/${id}`,
  groupSaying: (id: number, said: string) => `/account/groups/${id}?${said}`,
  groupReport: (id: number) => `/account/groups/${id}/report.csv`,
  inviteToGroup: (id: number) => `/account/groups/${id}/invitations`,
  revokeInvitation: (id: number, invitation: number) => `/account/groups/${id}/invitations/${invitation}/revoke`,
  endSeat: (id: number, memberId: number) => `/account/groups/${id}/seats/${memberId}/end`,
  handOverGroup: (id: number) => `/account/groups/${id}/administrator`,
  takeSeat: (id: number) => `/account/groups/${id}/take`,
  leaveGroup: (id: number) => `/account/groups/${id}/leave`,
  invitation: () => routes.invitation.path,
  invitationLink: (token: string) => `/invitation/${token}`,
  gifts: () => routes.gifts.path,
  newGiftLink: (id: number) => `/account/gifts/${id}/link`,
  resumeGift: (id: number) => `/account/gifts/${id}/resume`,
  endGift: (id: number) => `/account/gifts/${id}/end`,
  giving: (slug: string) => `${routes.giving.path}?pick=${slug}`,
  givePick: () => routes.givePick.path,
  giftOver: () => routes.giftOver.path,
  giftLink: (token: string) => `/gifts/${token}`,
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
  desk: () => routes.desk.path,
  deskPreview: (id: number) => `/desk/preview/${id}`,
  /** Below which every preview is. */
  deskPreviews: () => '/desk/preview/',
  /** Where the staff show a second proof, on the way to `next`. */
  deskDoor: (next: string | null = null) => withNext(routes.deskDoor.path, next),
  /** Also for who has shown one: to show it once more. */
  deskDoorAgain: (next: string) => `${withNext(routes.deskDoor.path, next)}&again=1`,
  deskDoorCode: () => routes.enterByCode.path,
  deskDoorAsk: () => routes.askOwner.path,
  deskDoorApproved: () => routes.enterByApproval.path,
  deskDoorLater: () => routes.putOffProof.path,
  deskDoorCodes: () => routes.makeCodes.path,
  deskCodes: (next: string | null = null) => withNext(routes.deskCodes.path, next),
  deskMembers: () => `${routes.desk.path}/members`,
  deskStaff: () => `${routes.desk.path}/magazine/staff`,
  firstOwner: (token: string) => `/desk/first/${token}`,
  asset: (file: string) => `/assets/${file}`,
  picture: (file: string) => `/pictures/${file}`,
  sitemap: () => routes.sitemap.path,
} as const

/** A path as it may be written down: of an address that holds a secret only its beginning is left. */
export function withoutSecret(path: string): string {
  const meant = path.toLowerCase().replaceAll(/[\\/]+/g, '/')
  const start = secretStarts.find((beginning) => meant.startsWith(beginning))
  return start === undefined ? path : `${start}…`
}

const secretStarts = Object.values(routes).flatMap(({ path }) =>
  path.endsWith(':token') ? [path.slice(0, -':token'.length)] : [],
)

function withNext(path: string, next: string | null): string {
  return next === null ? path : `${path}?next=${encodeURIComponent(next).replaceAll('%2F', '/')}`
}
