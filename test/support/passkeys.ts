import type { Proof } from '../../src/domain/proof.ts'
import { addPasskey } from '../../src/flows/add-passkey.ts'
import { askToAddPasskey, askToUsePasskey } from '../../src/flows/ask-for-passkey.ts'
import { createAskLimits } from '../../src/flows/ask-limits.ts'
import { removePasskey } from '../../src/flows/change-passkeys.ts'
import { type Answering, signInByPasskey } from '../../src/flows/sign-in-by-passkey.ts'
import type { NewCredentialAnswer } from '../../src/services/passkeys/web-authn.ts'
import { createWebAuthn } from '../../src/services/passkeys/web-authn.ts'
import { type Asked, Authenticator, type AuthenticatorOptions, type Oddities } from './authenticator.ts'
import type { Membership } from './membership.ts'
import { createCounts } from './network-counts.ts'

const magazineOrigin = 'https://quire.example'

/** The flows of passkeys, on a membership's database and clock. */
export class Passkeys {
  readonly site: Membership
  limits = createAskLimits({ counts: createCounts() })
  readonly origin: string

  constructor(site: Membership, origin = magazineOrigin) {
    this.site = site
    this.origin = origin
  }

  get deps() {
    const webAuthn = createWebAuthn({ origin: this.origin, site: new URL(this.origin).hostname })
    const writeMail = (what: 'added' | 'removed') => ({ subject: what, text: `a passkey was ${what}`, html: '' })
    const writeDoorMail = (news: string, email: string) => ({ subject: news, text: `${news}: ${email}`, html: '' })
    return { ...this.site.deps, webAuthn, writeMail, writeDoorMail, limits: this.limits }
  }

  authenticator(options: AuthenticatorOptions = {}): Authenticator {
    return new Authenticator(this.origin, options)
  }

  askToAdd(session: string | null) {
    return askToAddPasskey(this.deps, { session, magazine: 'The Ninth Quire' })
  }

  async asked(session: string | null): Promise<Asked> {
    const asked = await this.askToAdd(session)
    if (asked.kind !== 'asked') throw new Error(asked.kind)
    return asked.options as Asked
  }

  add(session: string | null, answer: NewCredentialAnswer) {
    return addPasskey(this.deps, { session, answer, device: 'Firefox on Linux' })
  }

  /** Adds a passkey all the way. */
  async added(session: string, authenticator = this.authenticator()): Promise<Authenticator> {
    const { kind } = await this.add(session, authenticator.create(await this.asked(session)))
    if (kind !== 'added') throw new Error(kind)
    return authenticator
  }

  async askToUse(browser: string | null = null): Promise<{ browser: string; options: Asked }> {
    const asked = await askToUsePasskey(this.deps, { browser, network: null })
    if (asked.kind !== 'asked') throw new Error(asked.kind)
    return { browser: asked.browser, options: asked.options as Asked }
  }

  answer(answering: Pick<Answering, 'browser' | 'answer'> & Partial<Answering>) {
    return signInByPasskey(this.deps, { next: '/', visitor: null, device: '', ...answering })
  }

  /** Signs in with a passkey, asked anew, in a browser of its own. */
  async signIn(authenticator: Authenticator, odd: Oddities = {}, more: Partial<Answering> = {}) {
    const { browser, options } = await this.askToUse()
    return this.answer({ browser, answer: authenticator.get(options, odd), ...more })
  }

  remove(member: { id: number; email: string }, id: string, proof: Proof = 'mail') {
    return removePasskey(this.deps, { member, id, proof })
  }

  async countChallenges(): Promise<number> {
    return (await this.site.database.db.selectFrom('passkey_challenge').select('hash').execute()).length
  }
}
