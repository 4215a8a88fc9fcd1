import type { MeterPolicy } from '../../src/domain/policy.ts'
import { calendarOf } from '../../src/domain/zone.ts'
import { type AskLimits, createAskLimits } from '../../src/flows/ask-limits.ts'
import { type AskInput, askToSignIn } from '../../src/flows/ask-to-sign-in.ts'
import { type Confirming, confirmByCode, confirmByLink } from '../../src/flows/confirm-sign-in.ts'
import { createKnownBrowsers, knownCookieName } from '../../src/kit/known-browser.ts'
import type { TestDatabase } from './database.ts'
import { createCounts } from './network-counts.ts'
import { secrets } from './secrets.ts'

const monthly: MeterPolicy = { period: { kind: 'month' }, allowance: { visitor: 3, member: 5 } }

const signingKeys = [{ id: 'k1', signsFrom: new Date(0), mac: (message: string) => secrets.hash(`key ${message}`) }]

/** The flows of members on a real database, with a clock of the test's own; what a mail holds is read in the outbox. */
export class Membership {
  now = new Date('2026-11-10T12:00:00Z')
  policy = monthly
  limits: AskLimits = createAskLimits({ counts: createCounts() })
  readonly knownBrowsers = createKnownBrowsers({
    keys: () => signingKeys,
    randomId: () => `${secrets.newToken().slice(0, 21)}A`,
  })
  readonly database: TestDatabase
  readonly ledgerFailures: unknown[] = []

  constructor(database: TestDatabase) {
    this.database = database
  }

  get deps() {
    const { db, ledger } = this.database
    const { now, policy, limits, knownBrowsers } = this
    const writeMail = ({ code, linkToken }: { code: string; linkToken: string }) => ({
      subject: 'Sign in',
      text: `code ${code} link ${linkToken}`,
      html: `<p>${code} ${linkToken}</p>`,
    })
    const onLedgerFailure = (error: unknown) => void this.ledgerFailures.push(error)
    return {
      db,
      ledger,
      policy,
      limits,
      knownBrowsers,
      secrets,
      now,
      calendar: calendarOf('Europe/Berlin'),
      writeMail,
      onLedgerFailure,
    }
  }

  later(milliseconds: number) {
    this.now = new Date(this.now.getTime() + milliseconds)
  }

  ask(email: string, input: Partial<AskInput> = {}) {
    return askToSignIn(this.deps, { email, next: '/', network: null, ...input })
  }

  /** Asks, and reads the mail. */
  async asked(email: string, input: Partial<AskInput> = {}) {
    const asked = await this.ask(email, input)
    if (asked.kind !== 'asked') throw new Error(asked.kind)
    return { flow: asked.flow, ...(await this.newestMail()) }
  }

  byCode(browser: { flow: string | null; code: string } & Partial<Confirming>) {
    return confirmByCode(this.deps, { visitor: null, device: '', ...browser })
  }

  byLink(browser: { flow: string | null; token: string; code?: string } & Partial<Confirming>) {
    return confirmByLink(this.deps, { visitor: null, device: '', code: '', ...browser })
  }

  /** The cookie of a browser that has signed in as this address. */
  knownAs(email: string): string {
    const [pair = ''] = this.knownBrowsers.add(null, email, this.now).split(';')
    return pair.slice(knownCookieName.length + 1)
  }

  /** Signs in all the way. */
  async signIn(email: string, browser: Partial<Confirming> = {}) {
    const { flow, code } = await this.asked(email)
    return this.signInWith({ ...browser, flow, code })
  }

  async signInWith(browser: { flow: string; code: string } & Partial<Confirming>) {
    const signedIn = await this.byCode(browser)
    if (signedIn.kind !== 'signed-in') throw new Error(signedIn.kind)
    return signedIn
  }

  async mails() {
    return this.database.db.selectFrom('outgoing_mail').select(['recipient', 'text_body', 'html_body']).orderBy('id').execute()
  }

  async newestMail() {
    return this.readMail((await this.mails()).at(-1)?.text_body ?? '')
  }

  /** The secrets in a mail. */
  readMail(text: string) {
    const [, code = '', token = ''] = /^code (\d{8}) link (\S+)$/.exec(text) ?? []
    return { code, token }
  }

  async countSessions(): Promise<number> {
    return (await this.database.db.selectFrom('session').select('token_hash').execute()).length
  }
}
