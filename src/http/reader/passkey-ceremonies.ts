import { z } from 'zod'
import { deviceName } from '../../domain/device-name.ts'
import { addPasskey, type PasskeyAdded } from '../../flows/add-passkey.ts'
import { type AskedToAdd, askToAddPasskey, askToUsePasskey } from '../../flows/ask-for-passkey.ts'
import { findDeskPerson } from '../../flows/find-desk-person.ts'
import { signInByPasskey } from '../../flows/sign-in-by-passkey.ts'
import { localPath } from '../../kit/local-path.ts'
import type { WebAuthn } from '../../services/passkeys/web-authn.ts'
import { passkeyMail } from '../../views/mail/passkey-mail.ts'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import { readJson } from '../json.ts'
import type { Problems } from '../problems.ts'
import { paths } from '../routes.ts'
import { beginDeps, browserOf, entered } from './entering.ts'
import { findOfferOnTheWay } from './groups.tsx'
import { ended, passkeyCookie, passkeyTokenOf, sessionTokenOf, withCookies } from './member-cookies.ts'
import { doorMailFor, senderFor } from './sender.ts'
import { addressOf, findSignedIn } from './who.ts'

type Names = 'askToAddPasskey' | 'addPasskey' | 'askToUsePasskey' | 'signInByPasskey'

/** What the script is told: what to ask the browser, where to go on to, or a sentence for the reader. */
type Told = { publicKey: object } | { goTo: string } | { problem: string }

const longestId = 1_400
const longestValue = 8_000
const base64url = (longest: number) =>
  z
    .string()
    .regex(/^[\w-]+$/)
    .max(longest)
const credential = { id: base64url(longestId), rawId: base64url(longestId), type: z.literal('public-key') }
const clientDataJSON = base64url(longestValue)
const transports = z
  .array(
    z
      .string()
      .regex(/^[a-z-]+$/)
      .max(32),
  )
  .max(10)
const newAnswer = z.strictObject({
  clientDataJSON,
  attestationObject: base64url(longestValue),
  transports: transports.optional(),
})
const usedAnswer = z.strictObject({
  clientDataJSON,
  authenticatorData: base64url(longestValue),
  signature: base64url(longestValue),
  userHandle: base64url(128).optional(),
})
const nothing = z.strictObject({})
const newBody = z.strictObject({ credential: z.strictObject({ ...credential, response: newAnswer }) })
const usedBody = z.strictObject({
  credential: z.strictObject({ ...credential, response: usedAnswer }),
  next: z.string().max(2_000).optional(),
})

/** What the script for passkeys talks to, in JSON. Where browsers allow no passkeys at the public address there is nothing here. */
export function passkeyCeremonyHandlers(deps: Deps, problems: Problems): Record<Names, Handler> {
  const withBody =
    <Shape extends z.ZodType>(shape: Shape, answer: (asked: Asked<z.infer<Shape>>) => Promise<Response>) =>
    async (c: Ctx) => {
      const { webAuthn } = deps
      if (webAuthn === null) return problems.notFound(c)
      const body = await readJson(c, shape)
      return body === null ? problems.send(c, 400) : answer({ c, body, webAuthn })
    }
  return {
    askToAddPasskey: withBody(nothing, (asked) => askToAdd(deps, asked)),
    addPasskey: withBody(newBody, (asked) => add(deps, asked)),
    askToUsePasskey: withBody(nothing, (asked) => askToUse(deps, asked)),
    signInByPasskey: withBody(usedBody, (asked) => signIn(deps, asked)),
  }
}

type Asked<Body> = { c: Ctx; body: Body; webAuthn: WebAuthn }

async function askToAdd(deps: Deps, { c, webAuthn }: Asked<unknown>): Promise<Response> {
  const magazine = deps.generation().magazine.name
  const asked = await askToAddPasskey(flowDeps(deps, webAuthn), { session: sessionTokenOf(c), magazine })
  return asked.kind === 'asked' ? tell(deps, c, { publicKey: asked.options }) : notAdded(deps, c, asked.kind)
}

async function add(deps: Deps, { c, body, webAuthn }: Asked<z.infer<typeof newBody>>): Promise<Response> {
  const writeMail = (what: 'added' | 'removed') => passkeyMail(senderFor(deps), what)
  const device = deviceName(c.req.header('user-agent'))
  const given = { session: sessionTokenOf(c), answer: body.credential, device }
  const added = await addPasskey({ ...flowDeps(deps, webAuthn), writeMail, writeDoorMail: doorMailFor(deps) }, given)
  return added.kind === 'added' ? tell(deps, c, { goTo: await wayOn(deps, c) }) : notAdded(deps, c, added.kind)
}

/** Whoever sets up their way into the desk goes back to its door, to use the passkey there at once. */
async function wayOn(deps: Deps, c: Ctx): Promise<string> {
  const session = await findSignedIn(deps, c)
  const person = session && (await findDeskPerson({ db: deps.database.db, now: deps.now() }, session))
  return person?.door === 'set-up' ? paths.deskDoor() : paths.ownPasskeysAfter('added')
}

type NotAdded = Exclude<AskedToAdd['kind'] | PasskeyAdded['kind'], 'asked' | 'added'>

function notAdded(deps: Deps, c: Ctx, why: NotAdded): Response {
  const { problems } = deps.generation().frame.words.passkeys
  switch (why) {
    case 'signed-out':
      return tell(deps, c, { goTo: paths.signIn(paths.ownPasskeys()) }, 401)
    case 'sign-in-again':
      return tell(deps, c, { goTo: paths.ownPasskeys() }, 403)
    case 'refused':
      return tell(deps, c, { problem: problems.notAdded }, 422)
    case 'known':
    case 'full':
      return tell(deps, c, { problem: problems[why] }, 409)
  }
}

async function askToUse(deps: Deps, { c, webAuthn }: Asked<unknown>): Promise<Response> {
  const given = { browser: passkeyTokenOf(c), network: addressOf(deps, c) }
  const asked = await askToUsePasskey({ ...flowDeps(deps, webAuthn), limits: deps.passkeyLimits }, given)
  if (asked.kind === 'too-many') return tell(deps, c, { problem: deps.generation().frame.words.passkeys.problems.tooMany }, 429)
  return withCookies(tell(deps, c, { publicKey: asked.options }), [passkeyCookie(asked.browser)])
}

async function signIn(deps: Deps, { c, body, webAuthn }: Asked<z.infer<typeof usedBody>>): Promise<Response> {
  const next = localPath(body.next, deps.origin) ?? paths.account()
  const answering = { ...browserOf(deps, c), browser: passkeyTokenOf(c), answer: body.credential, next }
  const signedIn = await signInByPasskey({ ...beginDeps(deps), webAuthn }, answering)
  if (signedIn.kind === 'signed-in')
    return withCookies(entered(deps, c, tell(deps, c, { goTo: await findOfferOnTheWay(deps, signedIn) }), signedIn), [
      ended.passkey,
    ])
  const { problems } = deps.generation().frame.words.passkeys
  return signedIn.kind === 'not-now'
    ? tell(deps, c, { problem: problems.notNow }, 503)
    : tell(deps, c, { problem: problems.refused }, 422)
}

function tell(deps: Deps, c: Ctx, told: Told, status = 200): Response {
  return deps.replies.once(c, JSON.stringify(told), 'never', { status, type: 'application/json; charset=utf-8' })
}

function flowDeps({ database, secrets, now }: Deps, webAuthn: WebAuthn) {
  return { db: database.db, secrets, webAuthn, now: now() }
}
