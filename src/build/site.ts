import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Database } from '../data/database.ts'
import { loadSigningKeys } from '../data/signing-keys.ts'
import { passkeyHost } from '../domain/passkey-host.ts'
import { passkeyAsksPerHour } from '../flows/ask-for-passkey.ts'
import { asksPerHour, createAskLimits } from '../flows/ask-limits.ts'
import { createClipQuota } from '../flows/clip-quota.ts'
import { createFollowCounts } from '../flows/count-follows.ts'
import { createGiftGuesses } from '../flows/gift-guesses.ts'
import { createGroupUsage } from '../flows/group-usage.ts'
import { ledgerMilliseconds } from '../flows/meter-reading.ts'
import { createNetworkCounts, tenthOf } from '../flows/network-counts.ts'
import { createNewVisitors } from '../flows/new-visitors.ts'
import { createApp } from '../http/app.ts'
import type { AssetFolder, DeskFiles } from '../http/assets.ts'
import { watchGeneration } from '../http/live-generation.ts'
import type { Log } from '../http/log.ts'
import { createReplies } from '../http/reply.ts'
import { deadlineOf } from '../kit/deadline.ts'
import { createGiftTokens } from '../kit/gift-token.ts'
import type { SigningKey } from '../kit/key-ring.ts'
import { createKnownBrowsers } from '../kit/known-browser.ts'
import { createVisitorTokens } from '../kit/visitor-token.ts'
import type { ClipOpener } from '../services/clip-services.ts'
import { createCrawlerCheck, type NameService } from '../services/crawlers/crawler-check.ts'
import { createWebAuthn } from '../services/passkeys/web-authn.ts'
import { createPictureMaker } from '../services/pictures/picture-maker.ts'
import type { Payments } from '../services/stripe/payments.ts'
import { keyedHash, randomText, secrets } from './hashes.ts'
import { root } from './places.ts'

/** How long (ms) a reader waits for the payment service, whatever has to be asked there. */
const paymentMilliseconds = 2_900

/** What a site is made of. A test gives its own clock, name service and database, and gets the very site that is served. */
export type SiteParts = {
  database: Database
  origin: string
  now: () => Date
  log: Log
  assets: AssetFolder
  deskFiles?: DeskFiles | null
  trustedProxies: string[]
  names: NameService
  /** Null where everything is paid by hand. */
  payments?: Payments | null
  /** The only way to the sources that editors clip. */
  clipping: ClipOpener
  mailLeaves?: boolean
}

/** Puts the site together. */
export async function buildSite(parts: SiteParts) {
  const { database, origin, now, log, assets, deskFiles = null, trustedProxies, names, payments = null, clipping } = parts
  let keys: readonly SigningKey[] = []
  const reload = async () => {
    keys = await visitorKeys(database, now())
  }
  const live = await watchGeneration({ database, origin, assets, now, log, reload })
  const counting = { hash: keyedHash, randomKey: () => randomText(32) }
  const counts = {
    newVisitors: createNetworkCounts({ ...counting, tellFrom: () => tenthOf(live.current().magazine.newVisitorsPerHour) }),
    asks: createNetworkCounts({ ...counting, tellFrom: () => tenthOf(asksPerHour.network) }),
  }
  // Of which no other process is told.
  const ownCounts = () => createNetworkCounts({ ...counting, tellFrom: () => Number.POSITIVE_INFINITY })
  const groupUsage = createGroupUsage({
    ...counting,
    db: database.db,
    onLost: (readings) => log('group readings not counted', { readings }),
  })
  const visitors = createVisitorTokens({ keys: () => keys, randomId: () => randomText(16) })
  const follows = createFollowCounts({ db: database.db, counts: ownCounts() })
  const app = createApp({
    database,
    generation: live.current,
    refresh: live.refresh,
    now,
    origin,
    trustedProxies,
    noteProxy: once(() => log('readers seem to come through a proxy that is not named in TESSERA_TRUSTED_PROXIES')),
    visitors,
    newVisitors: createNewVisitors({ settings: () => live.current().magazine, counts: counts.newVisitors }),
    meter: {
      newVisitorId: visitors.newId,
      deadline: deadlineOf(ledgerMilliseconds),
      onLedgerFailure: failureLog(now, log, 'the ledger does not answer'),
    },
    secrets,
    knownBrowsers: createKnownBrowsers({ keys: () => keys, randomId: () => randomText(16) }),
    askLimits: createAskLimits({ counts: counts.asks }),
    webAuthn: webAuthnFor(origin),
    passkeyLimits: createAskLimits({ counts: ownCounts(), most: passkeyAsksPerHour }),
    groupUsage,
    follows,
    gifts: {
      tokens: createGiftTokens({ keys: () => keys, randomId: () => randomText(16) }),
      guesses: createGiftGuesses({ counts: ownCounts() }),
      onFailure: failureLog(now, log, 'a gift could not be looked up'),
    },
    isCrawler: createCrawlerCheck({ names, now, origin }),
    payments: payments && { service: payments, within: deadlineOf(paymentMilliseconds) },
    clipping: { services: clipping, quota: createClipQuota() },
    pictures: createPictureMaker({ worker: join(root, 'dist/picture-worker.js') }),
    ...{ assets, deskFiles, mailLeaves: parts.mailLeaves ?? false },
    replies: createReplies(origin.startsWith('https:')),
    log,
    requestId: () => randomBytes(6).toString('hex'),
  })
  return { app, live, counts, groupUsage, follows }
}

/** Null where browsers allow no passkeys. */
function webAuthnFor(origin: string) {
  const site = passkeyHost(origin)
  return site === null ? null : createWebAuthn({ origin, site })
}

async function visitorKeys(database: Database, at: Date): Promise<SigningKey[]> {
  const fresh = { id: randomBytes(4).toString('hex'), secret: randomText(32) }
  const keys = await loadSigningKeys(database.db, fresh, at)
  return keys.map(({ id, secret, signsFrom }) => ({ id, signsFrom, mac: (message) => keyedHash(secret, message) }))
}

function once(tell: () => void): () => void {
  let isTold = false
  return () => {
    if (!isTold) tell()
    isTold = true
  }
}

/** Logs the first of many failures alike, and a minute later the next with how many there were in between. */
function failureLog(clock: () => Date, log: Log, event: string): (error: unknown) => void {
  let [quietUntil, silent] = [0, 0]
  return (error) => {
    if (clock().getTime() < quietUntil) {
      silent += 1
      return
    }
    log(event, { error: String(error), notLogged: silent })
    quietUntil = clock().getTime() + 60_000
    silent = 0
  }
}
