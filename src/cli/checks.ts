import { mkdtemp, rmdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Database } from '../data/database.ts'
import { countGifts } from '../data/gifts.ts'
import { hasSearchLeftovers, listDamages, listIncompletePicks, loadEngineVersion, takeCensus } from '../data/health.ts'
import { countMail } from '../data/outgoing-mail.ts'
import { listPlans } from '../data/plans.ts'
import { listSettings } from '../data/settings.ts'
import { countRunning } from '../data/subscriptions.ts'
import { tellOutbox } from '../domain/outbox.ts'
import { listUnreadable, magazineFrom } from '../domain/settings.ts'
import { localDateAt } from '../domain/zone.ts'
import { counted } from './command.ts'

/** What a look at one thing showed. A problem's text says how to mend it; a hint's, what could still be done. */
export type Finding = { kind: 'ok' | 'hint' | 'problem'; text: string }

const neededNode = [24, 15] as const
const littleSpace = 200_000_000
const anew = 'Restore a backup, or export the picks and import them into a new magazine.'

/** Whether this Node ("24.21.0") is one that Tessera runs on. */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isEnough = major > neededNode[0] || (major === neededNode[0] && minor >= neededNode[1])
  return isEnough ? fine(`Node ${version}`) : problem(`Node ${version} is too old. Install ${neededNode.join('.')} or newer.`)
}

/** Whether the folder can be written to and has room. */
export async function checkFolder(folder: string): Promise<Finding> {
  try {
    await rmdir(await mkdtemp(join(folder, '.doctor-')))
  } catch {
    return problem(
      `Nothing can be written to ${folder}. Give the user Tessera runs as the right to, and see that the disk isn’t full.`,
    )
  }
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  const room = `${(free / 1e9).toFixed(1)} GB`
  return free < littleSpace
    ? problem(`Only ${room} are free in ${folder}. Make room.`)
    : fine(`${folder} can be written to; ${room} are free`)
}

/** Whether readers reach the site in a way that keeps their cookies safe. */
export function checkAddress({ origin, host }: Config): Finding {
  const isLocal = (name: string) => /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(name)
  if (origin?.startsWith('https:')) return fine(`Readers reach the site at ${origin}`)
  if (origin !== null && !isLocal(new URL(origin).hostname)) {
    return problem(
      `TESSERA_URL is ${origin}: without https anyone on the way can read along and take cookies. Put a server with a certificate in front, and write https.`,
    )
  }
  if (isLocal(host)) return fine('Only this machine can reach the site')
  return problem(
    `HOST is ${host}, so others can reach the site, but TESSERA_URL isn’t set. Set it to the address readers type, with https.`,
  )
}

/** The database's own state, a finding each. */
export async function checkDatabase(database: Database): Promise<Finding[]> {
  const findings = [fine(await loadEngineVersion(database))]
  const damages = await listDamages(database)
  findings.push(...damages.map((damage) => problem(`The database is damaged: ${damage} ${anew}`)))
  if (damages.length === 0) findings.push(fine('The database is whole'))
  const incomplete = await listIncompletePicks(database)
  const few = incomplete.slice(0, 5).join(', ')
  if (incomplete.length > 0)
    findings.push(problem(`Parts are missing of ${counted(incomplete.length, 'pick')} (${few}). ${anew}`))
  const hasLeftovers = await hasSearchLeftovers(database)
  if (hasLeftovers) findings.push(problem(`Search finds picks that aren’t there. ${anew}`))
  if (incomplete.length === 0 && !hasLeftovers) findings.push(fine('Search knows every pick'))
  return findings
}

/** Whether what the magazine has set can be used, and the day it is there. */
export async function checkSettings({ db }: Database, now: Date): Promise<Finding[]> {
  const stored = await listSettings(db)
  const unreadable = listUnreadable(stored).map(({ name, reason }) =>
    problem(
      `The setting ${name} can’t be used, so its default is. ${reason} Mend it with \`tessera settings set\`, or \`unset\`.`,
    ),
  )
  const { name, zone } = magazineFrom(stored)
  const missing = (['about', 'contact'] as const).filter((setting) => !Object.hasOwn(stored, setting))
  const hints = missing.map((setting): Finding => {
    return { kind: 'hint', text: `${setting} is not set yet. Write your own with \`tessera settings set ${setting}\`.` }
  })
  return [...unreadable, fine(`${name} keeps the calendar of ${zone}, where it is ${localDateAt(zone, now)}`), ...hints]
}

/** What can be subscribed to, and how many do. */
export async function checkPlans({ db }: Database, now: Date): Promise<Finding> {
  const offered = await listPlans(db)
  const running = await countRunning(db, now)
  return fine(`${counted(offered.length, 'plan')} on offer, ${counted(running, 'subscription')} running`)
}

/** Whether mail leaves. */
export async function checkMail({ db }: Database, { smtpUrl }: Config, now: Date): Promise<Finding> {
  const { isProblem, text } = tellOutbox(await countMail(db, now), smtpUrl !== null)
  if (isProblem) return problem(`${text} See that SMTP_URL is right; \`tessera outbox\` lists them.`)
  return fine(smtpUrl === null ? `${text} (\`tessera outbox\`)` : text)
}

/** How many gift links open a pick, and how many have paused themselves, which their givers were told. */
export async function checkGifts({ db }: Database, now: Date): Promise<Finding> {
  const { live, paused } = await countGifts(db, now)
  const rest = paused === 0 ? '' : `; ${paused} paused after very many readers, and the givers were told by mail`
  return fine(`${counted(live, 'gift link')} can be opened${rest}`)
}

/** How much of everything there is. */
export async function tellCensus(database: Database, now: Date): Promise<Finding> {
  const { published, drafts, topics, sources, readings } = await takeCensus(database, now)
  const parts = [
    counted(published, 'pick'),
    counted(drafts, 'draft'),
    counted(topics, 'topic'),
    counted(sources, 'source'),
    counted(readings, 'reading'),
  ]
  return fine(parts.join(', '))
}

/** Something that isn't as it should be. */
export function problem(text: string): Finding {
  return { kind: 'problem', text }
}

function fine(text: string): Finding {
  return { kind: 'ok', text }
}
