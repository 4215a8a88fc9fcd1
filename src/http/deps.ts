import type { Database } from '../data/database.ts'
import type { CrawlerClaim } from '../domain/crawler-claim.ts'
import type { Crawler } from '../domain/magazine.ts'
import type { AskLimits } from '../flows/ask-limits.ts'
import type { ClipQuota } from '../flows/clip-quota.ts'
import type { FollowCounts } from '../flows/count-follows.ts'
import type { GiftGuesses } from '../flows/gift-guesses.ts'
import type { GroupUsage } from '../flows/group-usage.ts'
import type { MeterDeps } from '../flows/meter-reading.ts'
import type { Welcome } from '../flows/new-visitors.ts'
import type { Deadline } from '../kit/deadline.ts'
import type { GiftTokens } from '../kit/gift-token.ts'
import type { KnownBrowsers } from '../kit/known-browser.ts'
import type { Secrets } from '../kit/secret-token.ts'
import type { VisitorTokens } from '../kit/visitor-token.ts'
import type { ClipOpener } from '../services/clip-services.ts'
import type { WebAuthn } from '../services/passkeys/web-authn.ts'
import type { PictureMaker } from '../services/pictures/picture-maker.ts'
import type { Payments } from '../services/stripe/payments.ts'
import type { AssetFolder, DeskFiles } from './assets.ts'
import type { Generation } from './generation.ts'
import type { Log } from './log.ts'
import type { Replies } from './reply.ts'

/** What the site is built from; `main.ts` makes it once. */
export type Deps = {
  database: Database
  /** Everything computed from what is published and set now; a new one whenever that changes. */
  generation: () => Generation
  /** Looks at once whether there is a newer one. */
  refresh: () => Promise<void>
  now: () => Date
  /** The public address, without a slash at the end; every absolute link begins with it. */
  origin: string
  trustedProxies: string[]
  /** Told when a request names another sender although no proxy is trusted: a proxy that somebody forgot to name makes all readers look like one. */
  noteProxy: () => void
  visitors: VisitorTokens
  newVisitors: { countNewVisitor: (address: string | null, now: Date) => Welcome }
  meter: Pick<MeterDeps, 'newVisitorId' | 'deadline' | 'onLedgerFailure'>
  secrets: Secrets
  knownBrowsers: KnownBrowsers
  askLimits: AskLimits
  /** Null where browsers allow no passkeys at the public address. */
  webAuthn: WebAuthn | null
  passkeyLimits: AskLimits
  groupUsage: Pick<GroupUsage, 'note'>
  follows: Pick<FollowCounts, 'note'>
  gifts: {
    tokens: GiftTokens
    guesses: GiftGuesses
    /** Told why a gift could not be looked up; the reader's own readings are asked then. */
    onFailure: (error: unknown) => void
  }
  /** Whether one of these robots has proved that it sent a request. */
  isCrawler: (claim: CrawlerClaim, crawlers: readonly Crawler[]) => Promise<boolean>
  /** Where plans are paid for, and how long a reader waits for that; null where everything is done by hand. */
  payments: { service: Payments; within: Deadline } | null
  /** What fetches and reads sources, and how much of it one person may ask for. */
  clipping: { services: ClipOpener; quota: ClipQuota }
  /** Whether there is a mail server. Without one the outbox is where mail is read. */
  mailLeaves: boolean
  pictures: PictureMaker
  assets: AssetFolder
  /** The editors’ app; null where it wasn’t built. */
  deskFiles: DeskFiles | null
  replies: Replies
  log: Log
  requestId: () => string
}
