import type { Database } from '../data/database.ts'
import { pruneEmailChanges } from '../data/email-changes.ts'
import { pruneFollows } from '../data/follows.ts'
import { pruneGifts } from '../data/gifts.ts'
import { pruneInvitations } from '../data/group-invitations.ts'
import { pruneMailCounts } from '../data/mail-counts.ts'
import { listWithoutHistory } from '../data/members.ts'
import { pruneMail } from '../data/outgoing-mail.ts'
import { pruneChallenges } from '../data/passkey-challenges.ts'
import { prunePictures } from '../data/pictures.ts'
import { prunePresences } from '../data/presences.ts'
import { pruneReadings } from '../data/readings.ts'
import { pruneSessions } from '../data/sessions.ts'
import { pruneSignInCounts } from '../data/sign-in-counts.ts'
import { pruneSignIns } from '../data/sign-ins.ts'
import { addMonths } from '../domain/calendar-date.ts'
import type { MeterPolicy } from '../domain/policy.ts'
import type { Calendar } from '../domain/zone.ts'
import { minutesGood } from '../flows/ask-to-sign-in.ts'
import { endHistory } from '../flows/change-account.ts'
import { countMissingWords } from '../flows/count-missing-words.ts'
import { closeGroupMonths } from './group-usage.ts'

/** Readings older than this many months are forgotten for good; "What I have read" says so. */
export const monthsKept = 13
/** Mail is deleted after so many days, whether it was sent or not. */
export const mailDaysKept = 7
/** Gifts that are over are deleted after so many days; who opened them is forgotten at once. */
export const giftDaysKept = 100

/** How many readers were sent to sources is forgotten after so many months. */
const followMonthsKept = 37
const day = 86_400_000
const slice = 200

export type JobDeps = {
  database: Database
  now: () => Date
  /** The meter's policy and calendar as the magazine has them set now. */
  meter: () => { policy: MeterPolicy; calendar: Calendar }
  log: (event: string, facts?: Record<string, string | number | null>) => void
}

/** Runs what has to be done once a day, the first time right away. A job that fails is logged and tried again the next day. */
export function startJobs(deps: JobDeps): { stop: () => void } {
  const run = (job: string, work: Promise<unknown>) =>
    work.catch((error: unknown) => deps.log('job failed', { job, error: String(error) }))
  const daily = () => {
    run('forget old readings', forgetOldReadings(deps))
    run('end histories', endHistories(deps))
    run('clear what is over', clearWhatIsOver(deps))
    run('close the months of groups', closeGroupMonths(deps))
    run('count quoted words', countMissingWords(deps.database.db))
  }
  const timer = setInterval(daily, day)
  timer.unref()
  daily()
  return { stop: () => clearInterval(timer) }
}

/** Deletes the readings of periods that began more than thirteen months ago, and says how many. */
export async function forgetOldReadings({ database, now }: Pick<JobDeps, 'database' | 'now'>): Promise<number> {
  return pruneReadings(database.ledger, addMonths(now().toISOString().slice(0, 10), -monthsKept))
}

/** Forgets the past periods of the members who keep no history. */
export async function endHistories({ database, now, meter }: Omit<JobDeps, 'log'>): Promise<void> {
  for (let after = 0; ; ) {
    const ids = await listWithoutHistory(database.db, { after, limit: slice })
    for (const id of ids) await endHistory({ ledger: database.ledger, now: now(), ...meter() }, id)
    const last = ids.at(-1)
    if (last === undefined) return
    after = last
  }
}

/** Deletes sessions, challenges, sign-ins, invitations, gifts and changes of address that are over, old mail, and pictures of no use. */
export async function clearWhatIsOver({ database: { db }, now }: Pick<JobDeps, 'database' | 'now'>): Promise<void> {
  const at = now()
  await pruneSessions(db, at)
  await pruneChallenges(db, at)
  const aDayAgo = new Date(at.getTime() - day)
  await pruneSignIns(db, at)
  await pruneSignInCounts(db, new Date(aDayAgo.getTime() - minutesGood * 60_000))
  await pruneInvitations(db, aDayAgo)
  await pruneEmailChanges(db, aDayAgo)
  await pruneMailCounts(db, aDayAgo)
  await prunePresences(db, aDayAgo)
  await prunePictures(db, aDayAgo)
  await pruneMail(db, new Date(at.getTime() - mailDaysKept * day))
  await pruneFollows(db, addMonths(at.toISOString().slice(0, 10), -followMonthsKept))
  await pruneGifts(db, { now: at, before: new Date(at.getTime() - giftDaysKept * day) })
}
