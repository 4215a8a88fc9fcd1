import { createHmac, hash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Config } from './config.ts'
import { type Database, openDatabase } from './data/database.ts'
import { lockFolder } from './data/folder-lock.ts'
import { loadSigningKeys } from './data/signing-keys.ts'
import { accentsOf } from './domain/accent.ts'
import { englishStyle } from './domain/house-style.ts'
import { en } from './domain/language/en.ts'
import { type Magazine, senderOf } from './domain/magazine.ts'
import { passkeyHost } from './domain/passkey-host.ts'
import { passkeyAsksPerHour } from './flows/ask-for-passkey.ts'
import { asksPerHour, createAskLimits } from './flows/ask-limits.ts'
import { createClipQuota } from './flows/clip-quota.ts'
import { createFollowCounts } from './flows/count-follows.ts'
import { fillSamples } from './flows/fill-samples.ts'
import { createGiftGuesses } from './flows/gift-guesses.ts'
import type { SubscriptionLetter } from './flows/give-subscription.ts'
import { createGroupUsage } from './flows/group-usage.ts'
import { makeFirstCode } from './flows/make-first-owner.ts'
import { ledgerMilliseconds } from './flows/meter-reading.ts'
import { createNetworkCounts, tenthOf } from './flows/network-counts.ts'
import { createNewVisitors } from './flows/new-visitors.ts'
import { createApp } from './http/app.ts'
import { type AssetFolder, type DeskFiles, readAssets, readDesk } from './http/assets.ts'
import { watchGeneration } from './http/live-generation.ts'
import { createLog, type Log } from './http/log.ts'
import { createReplies } from './http/reply.ts'
import { paths } from './http/routes.ts'
import { listen } from './http/server.ts'
import { startGivingBackMemory, type Usage } from './jobs/give-back-memory.ts'
import { startGroupUsage } from './jobs/group-usage.ts'
import { startJobs } from './jobs/jobs.ts'
import { startPayments } from './jobs/payments.ts'
import { startPublishing } from './jobs/publish-due.ts'
import { startSavingFollows } from './jobs/save-follows.ts'
import { startMail, watchOutbox } from './jobs/send-mail.ts'
import { startSharing } from './jobs/share-counts.ts'
import { startWatching } from './jobs/watch-sources.ts'
import { deadlineOf } from './kit/deadline.ts'
import { createGiftTokens } from './kit/gift-token.ts'
import type { SigningKey } from './kit/key-ring.ts'
import { createKnownBrowsers } from './kit/known-browser.ts'
import { createSecrets } from './kit/secret-token.ts'
import { createVisitorTokens } from './kit/visitor-token.ts'
import { type ClipOpener, createClipOpener } from './services/clip-services.ts'
import { createCrawlerCheck, type NameService } from './services/crawlers/crawler-check.ts'
import { systemNames } from './services/crawlers/dns.ts'
import { createWebAuthn } from './services/passkeys/web-authn.ts'
import { createPictureMaker } from './services/pictures/picture-maker.ts'
import type { Payments } from './services/stripe/payments.ts'
import type { WrittenMail } from './views/mail/letter.tsx'
import { subscriptionMail } from './views/mail/subscription-mail.ts'

export type StartOptions = {
  /** Leaves an empty magazine empty; otherwise it is filled with the sample picks. */
  empty: boolean
  /** Tells the person at the keyboard what is going on. */
  say: (line: string) => void
}

/** `deskLink` makes whoever opens it the owner, where there is none yet; it stands nowhere else. */
export type Running = { origin: string; deskLink: string | null; stop: () => Promise<void> }

const root = findRoot(import.meta.dirname)
const now = () => new Date()
const toText = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const secrets = createSecrets({ randomBytes, toText, hash: sha256 })
/** How long (ms) a reader waits for the payment service, whatever has to be asked there. */
const paymentMilliseconds = 2_900

/** Builds everything once and serves the magazine until `stop`, which lets requests under way finish. Throws with the reason when it can't. */
export async function startMagazine(config: Config, options: StartOptions): Promise<Running> {
  const opened = new AsyncDisposableStack()
  try {
    const served = await serveMagazine(config, options, opened)
    return { ...served, stop: () => opened.disposeAsync() }
  } catch (error) {
    await opened.disposeAsync()
    throw error
  }
}

/** What was opened last is closed first: the jobs, the port with the requests under way, the database, the folder. */
async function serveMagazine(
  config: Config,
  { empty, say }: StartOptions,
  opened: AsyncDisposableStack,
): Promise<Omit<Running, 'stop'>> {
  if (!config.databaseUrl) opened.adopt(lockFolder(config.dataFolder, now()), (lock) => lock.release())
  const place = config.databaseUrl ? { url: config.databaseUrl } : { folder: config.dataFolder }
  const database = opened.adopt(await openDatabase(place), (open) => open.close())
  const socket = opened.adopt(await listen(config), (open) => open.close())
  const origin = config.origin ?? `http://localhost:${socket.port}`
  const log = createLog((line) => process.stderr.write(line), now)
  if (!empty) await fillWithSamples(database, say)
  const assets = readAssets(join(root, 'dist/assets'))
  const { trustedProxies, stripe } = config
  const payments = stripe && (await loadStripe()).createStripePayments({ ...stripe, now }, 'reader')
  const deskFiles = existsSync(join(root, 'dist/desk')) ? readDesk(join(root, 'dist/desk')) : null
  const names = systemNames()
  const clipping = opened.adopt(createClipOpener({ worker: extractWorker() }), (open) => open.close())
  const outside = { names, payments, clipping, mailLeaves: config.smtpUrl !== null }
  const site = await buildSite({ database, origin, now, log, assets, deskFiles, trustedProxies, ...outside })
  opened.defer(() => site.live.stop())
  const meter = () => ({ policy: site.live.current().magazine.policy, calendar: site.live.current().calendar })
  opened.adopt(startGroupUsage({ usage: site.groupUsage, now, log }), (usage) => usage.stop())
  opened.adopt(startSavingFollows({ follows: site.follows, log }), (saving) => saving.stop())
  opened.adopt(startJobs({ database, now, log, meter }), (jobs) => jobs.stop())
  const { db } = database
  const calendar = () => site.live.current().calendar
  const publishing = { db, now, hash: sha256, calendar, refresh: site.live.refresh, log }
  opened.adopt(startPublishing(publishing), (planned) => planned.stop())
  const minutes = () => site.live.current().magazine.watchMinutes
  const watching = { db, now, origin, hash: sha256, spread: spreadBy(randomText(32)), open: clipping.open, minutes, log }
  opened.adopt(startWatching(watching), (watch) => watch.stop())
  if (database.engine === 'postgres') {
    const sharing = { db, counts: site.counts, randomKey: () => randomText(32), now, log }
    opened.adopt(startSharing(sharing), (shared) => shared.stop())
  }
  const from = () => senderOf(site.live.current().magazine, new URL(origin).hostname)
  const mail = config.smtpUrl
    ? startMail({ db, mailer: (await loadSmtp()).createSmtpMailer(config.smtpUrl), from, now, log })
    : watchOutbox({ db, now, say })
  opened.adopt(mail, (open) => open.stop())
  const patient = await openPayments(config)
  if (patient) {
    const graceDays = () => site.live.current().magazine.graceDays
    opened.adopt(startPayments({ db, payments: patient, graceDays, now, log }), (open) => open.stop())
  }
  if (globalThis.gc) opened.adopt(startGivingBackMemory({ usage, collect: globalThis.gc }), (memory) => memory.stop())
  socket.serve(site.app.fetch)
  const code = await makeFirstCode({ db, secrets, now: now() })
  return { origin, deskLink: code === null ? null : origin + paths.firstOwner(code) }
}

function usage(): Usage {
  const { user, system } = process.cpuUsage()
  return { cpuMicroseconds: user + system, rssBytes: process.memoryUsage.rss() }
}

/** Stripe, with the patience of a command; null where its keys aren't set. */
export async function openPayments({ stripe }: Config): Promise<Payments | null> {
  return stripe && (await loadStripe()).createStripePayments({ ...stripe, now }, 'job')
}

// Loaded only where they are used: a magazine without them does without the memory they take.
const loadStripe = () => import('./services/stripe/stripe-payments.ts')
const loadSmtp = () => import('./services/mail/smtp-mailer.ts')

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

/** What writes the magazine's mails about subscriptions, for those that are given and ended from the command line. */
export function writeLettersOf(magazine: Magazine, origin: string): (letter: SubscriptionLetter) => WrittenMail {
  const sender = { words: en, name: magazine.name, origin, accents: accentsOf(magazine.accent) }
  return (letter) => subscriptionMail(sender, magazine.zone, letter)
}

async function fillWithSamples({ db }: Database, say: StartOptions['say']) {
  const folder = join(root, 'samples')
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'))
  const filled = await fillSamples({ db, now: now(), style: englishStyle }, texts)
  if (filled > 0) say(`The magazine was empty; it now has ${filled} sample picks.`)
}

async function visitorKeys(database: Database, at: Date): Promise<SigningKey[]> {
  const fresh = { id: randomBytes(4).toString('hex'), secret: randomText(32) }
  const keys = await loadSigningKeys(database.db, fresh, at)
  return keys.map(({ id, secret, signsFrom }) => ({ id, signsFrom, mac: (message) => keyedHash(secret, message) }))
}

function sha256(text: string): string {
  return hash('sha256', text, 'base64url')
}

function keyedHash(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url')
}

/** The first 48 bits of a keyed hash, as a number from 0 up to 1. */
function spreadBy(key: string): (text: string) => number {
  return (text) => createHmac('sha256', key).update(text).digest().readUIntBE(0, 6) / 2 ** 48
}

function randomText(bytes: number): string {
  return randomBytes(bytes).toString('base64url')
}

/** The worker beside the built program, or its source where the sources run. */
function extractWorker(): string {
  const isSource = import.meta.filename.endsWith('.ts')
  return join(root, isSource ? 'src/services/extract/extract-worker.ts' : 'dist/extract-worker.js')
}

// The built program lies deeper than its source, so the folder is looked for.
function findRoot(from: string): string {
  return existsSync(join(from, 'package.json')) ? from : findRoot(dirname(from))
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
