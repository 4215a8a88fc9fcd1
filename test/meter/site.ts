import { createHmac, randomBytes } from 'node:crypto'
import type { Ledger } from '../../src/data/schema.ts'
import type { Purpose, Question } from '../../src/domain/access.ts'
import type { Reader } from '../../src/domain/meter.ts'
import type { MeterPolicy } from '../../src/domain/policy.ts'
import { calendarOf } from '../../src/domain/zone.ts'
import { forgetReading } from '../../src/flows/forget-reading.ts'
import { type MeterReading, meterReading, type VisitorChange } from '../../src/flows/meter-reading.ts'
import { createNewVisitors } from '../../src/flows/new-visitors.ts'
import { findCookie } from '../../src/kit/cookie.ts'
import { type Deadline, deadlineOf } from '../../src/kit/deadline.ts'
import { createVisitorTokens, visitorCookie, visitorCookieName } from '../../src/kit/visitor-token.ts'
import { createCounts } from '../support/network-counts.ts'

/** A browser: what it sends back is the cookie it was given last. */
export type Browser = { cookie: string | null }

/** What may differ from one visit to the next. */
export type Visit = { purpose?: Purpose; visibility?: Question['pick']['visibility']; reader?: Reader; address?: string }

export type SiteOptions = {
  ledger: Ledger
  now: Date
  zone?: string
  policy?: MeterPolicy
  newVisitorsPerHour?: number
  deadline?: Deadline
  onLedgerFailure?: (error: unknown) => void
}

const secret = randomBytes(32)

/** The meter with everything it needs, wired as the site wires it, but for HTTP. All of it is the real thing. */
export class Site {
  now: Date
  ledger: Ledger
  policy: MeterPolicy
  deadline: Deadline
  readonly #options: SiteOptions
  #zone: string
  #parts: ReturnType<Site['parts']>

  constructor(options: SiteOptions) {
    this.#options = options
    this.now = options.now
    this.ledger = options.ledger
    this.policy = options.policy ?? { period: { kind: 'month' }, allowance: { visitor: 3, member: 5 } }
    this.deadline = options.deadline ?? deadlineOf(800)
    this.#zone = options.zone ?? 'Europe/Berlin'
    this.#parts = this.parts()
  }

  /** What the process held in memory is gone. */
  restart() {
    this.#parts = this.parts()
  }

  /** The magazine sets another zone. */
  moveTo(zone: string) {
    this.#zone = zone
    this.#parts = { ...this.#parts, calendar: calendarOf(zone) }
  }

  async visit(browser: Browser, pickId: number, visit: Visit = {}): Promise<MeterReading> {
    const { tokens, calendar, newVisitors } = this.#parts
    const cookie = findCookie(browser.cookie, visitorCookieName)
    const token = cookie === null ? null : tokens.read(cookie)
    const reading = await meterReading(
      {
        ledger: this.ledger,
        policy: this.policy,
        calendar,
        newVisitorId: tokens.newId,
        deadline: this.deadline,
        onLedgerFailure: this.#options.onLedgerFailure ?? rethrow,
      },
      {
        pick: { id: pickId, visibility: visit.visibility ?? 'metered' },
        reader: visit.reader ?? { kind: 'visitor' },
        visitor:
          cookie !== null && token !== null
            ? { id: token.id, first: token.first, renew: tokens.isDue(cookie, token, this.now) }
            : null,
        purpose: visit.purpose ?? 'read',
        now: this.now,
        newVisitor: () => newVisitors.countNewVisitor(visit.address ?? '203.0.113.5', this.now),
      },
    )
    if (reading.visitorChange) browser.cookie = this.#cookieOf(reading.visitorChange)
    return reading
  }

  /** Presses "forget" on the page of what was read. */
  async forget(browser: Browser) {
    const token = this.tokenOf(browser)
    if (token) await forgetReading(this.ledger, { reader: `v:${token.id}`, first: token.first })
  }

  /** What the browser's cookie says, to look at in a test. */
  tokenOf(browser: Browser) {
    const cookie = findCookie(browser.cookie, visitorCookieName)
    return cookie === null ? null : this.#parts.tokens.read(cookie)
  }

  /** The cookie as a browser sends it back. */
  #cookieOf(change: VisitorChange): string | null {
    return visitorCookie(this.#parts.tokens.issue(change, this.now)).split(';', 1)[0] ?? null
  }

  private parts() {
    const mac = (message: string) => createHmac('sha256', secret).update(message).digest('base64url')
    const keys = [{ id: 'k1', signsFrom: new Date(0), mac }]
    const settings = { newVisitorsPerHour: this.#options.newVisitorsPerHour ?? 0, sharedNetworks: [] }
    return {
      tokens: createVisitorTokens({ keys: () => keys, randomId: () => randomBytes(16).toString('base64url') }),
      calendar: calendarOf(this.#zone),
      newVisitors: createNewVisitors({ settings: () => settings, counts: createCounts() }),
    }
  }
}

/** What a reader sees of it, in a word: `read 1, 2 left`, or why there is only the lead. */
export function shownBy({ access }: MeterReading): string {
  switch (access.kind) {
    case 'lead':
      return access.why
    case 'open':
      return `open to ${access.why}`
    case 'already-read':
    case 'counted':
      return `read ${access.nth}, ${access.left} left`
  }
}

function rethrow(error: unknown) {
  throw error
}
