import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomText, secrets, sha256, spreadBy } from './build/hashes.ts'
import { extractWorker, root } from './build/places.ts'
import { buildSite } from './build/site.ts'
import type { Config } from './config.ts'
import { type Database, openDatabase } from './data/database.ts'
import { lockFolder } from './data/folder-lock.ts'
import { accentsOf } from './domain/accent.ts'
import { englishStyle } from './domain/house-style.ts'
import { en } from './domain/language/en.ts'
import { type Magazine, senderOf } from './domain/magazine.ts'
import { fillSamples } from './flows/fill-samples.ts'
import type { SubscriptionLetter } from './flows/give-subscription.ts'
import { makeFirstCode } from './flows/make-first-owner.ts'
import { openDesk, readAssets } from './http/assets.ts'
import { createLog } from './http/log.ts'
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
import { createClipOpener } from './services/clip-services.ts'
import { systemNames } from './services/crawlers/dns.ts'
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

const now = () => new Date()

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
  const deskFiles = existsSync(join(root, 'dist/desk')) ? openDesk(join(root, 'dist/desk')) : null
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
