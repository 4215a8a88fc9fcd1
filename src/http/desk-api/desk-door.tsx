import { listPasskeys } from '../../data/passkeys.ts'
import { countCodes } from '../../data/recovery-codes.ts'
import { listStaff } from '../../data/staff.ts'
import { isSecondProof } from '../../domain/proof.ts'
import { askOwner, findWaiting } from '../../flows/ask-owner.ts'
import type { NotNow, SignedIn } from '../../flows/begin-session.ts'
import { enterByApproval, enterByCode } from '../../flows/enter-desk.ts'
import { type DeskPerson, findDeskPerson } from '../../flows/find-desk-person.ts'
import type { Session } from '../../flows/find-session.ts'
import { makeRecoveryCodes, putOffProof } from '../../flows/make-recovery-codes.ts'
import { localPath } from '../../kit/local-path.ts'
import { CodesPage, type DoorRefused, NewCodesPage, ProofPage, SetUpPage } from '../../views/desk-door-page.tsx'
import { renderPage } from '../../views/render.ts'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import { type Form, readForm } from '../form.ts'
import type { Problems } from '../problems.ts'
import { beginDeps, browserOf, entered } from '../reader/entering.ts'
import { sessionTokenOf } from '../reader/member-cookies.ts'
import { doorMailFor } from '../reader/sender.ts'
import { findSignedIn } from '../reader/who.ts'
import { paths } from '../routes.ts'

type Names = 'deskDoor' | 'deskCodes' | 'enterByCode' | 'enterByApproval' | 'askOwner' | 'putOffProof' | 'makeCodes'

/** Somebody of the staff at the desk's door, on the way to `next`. */
type AtDoor = { c: Ctx; session: Session; person: DeskPerson; next: string }

const longestShown = 100

/** The desk's door: where the staff show a second proof, or set one up. Whoever has no role finds nothing here. */
export function deskDoorHandlers(deps: Deps, problems: Problems): Record<Names, Handler> {
  const atDoor =
    (answer: (at: AtDoor, form: Form) => Promise<Response>): Handler =>
    async (c) => {
      const form = c.req.method === 'POST' ? await readForm(c) : (name: string) => c.req.query(name) ?? ''
      if (form === null) return problems.send(c, 400)
      const next = nextOf(deps, form('next'))
      const session = await findSignedIn(deps, c)
      if (session === null) return goTo(deps, paths.signIn(paths.deskDoor(next)))
      const person = await findDeskPerson({ db: deps.database.db, now: deps.now() }, session)
      return person === null ? problems.notFound(c) : answer({ c, session, person, next }, form)
    }
  return {
    deskDoor: atDoor((at) => showDoor(deps, at)),
    deskCodes: atDoor((at) => showCodes(deps, at)),
    enterByCode: atDoor(async (at, form) => {
      const code = form('code')
      const entering = { ...browserOf(deps, at.c), member: at.person, next: at.next, code }
      const tried = await enterByCode(doorDeps(deps), entering)
      return enter(deps, at, tried.kind === 'wrong' ? { why: 'wrong-code', typed: code.slice(0, longestShown) } : tried)
    }),
    enterByApproval: atDoor(async (at) => {
      const tried = await enterByApproval(doorDeps(deps), { ...browserOf(deps, at.c), member: at.person, next: at.next })
      return enter(deps, at, tried.kind === 'not-yet' ? { why: 'not-yet' } : tried)
    }),
    askOwner: atDoor(async ({ c, person, next }) => {
      if (person.door === 'second-proof') await askOwner(doorDeps(deps), { session: sessionTokenOf(c), member: person })
      return goTo(deps, paths.deskDoor(next))
    }),
    putOffProof: atDoor(async ({ person, next }) => {
      if (person.door === 'set-up') await putOffProof({ db: deps.database.db, now: deps.now() }, person.id)
      return goTo(deps, next)
    }),
    makeCodes: atDoor((at) => makeCodes(deps, at)),
  }
}

async function showDoor(deps: Deps, at: AtDoor): Promise<Response> {
  const { c, person, next } = at
  const isAgain = c.req.query('again') !== undefined
  if (person.door === 'second-proof' || (isAgain && person.needsProof))
    return deps.replies.once(c, await proofPage(deps, at, null), 'reader')
  if (isAgain) return goTo(deps, paths.signInAgain(next))
  if (person.door === 'open') return goTo(deps, next)
  const { frame } = deps.generation()
  const hasPasskey = (await passkeysOf(deps, person)) === 'here'
  const page = <SetUpPage frame={frame} next={next} isFresh={person.freshUntil !== null} hasPasskey={hasPasskey} />
  return deps.replies.once(c, renderPage(page), 'reader')
}

async function showCodes(deps: Deps, { c, person, next }: AtDoor): Promise<Response> {
  if (person.door === 'second-proof') return goTo(deps, paths.deskDoor(paths.deskCodes(next)))
  const left = await countCodes(deps.database.db, person.id)
  const { frame } = deps.generation()
  const page = <CodesPage frame={frame} next={next} left={left} isFresh={person.freshUntil !== null} />
  return deps.replies.once(c, renderPage(page), 'reader')
}

async function makeCodes(deps: Deps, { c, session, person, next }: AtDoor): Promise<Response> {
  if (person.freshUntil === null) return goTo(deps, paths.deskDoorAgain(paths.deskCodes(next)))
  const codes = await makeRecoveryCodes(doorDeps(deps), person)
  const { frame } = deps.generation()
  const page = <NewCodesPage frame={frame} next={next} codes={codes} isIn={isSecondProof(session.proof)} />
  return deps.replies.once(c, renderPage(page), 'never')
}

async function enter(deps: Deps, at: AtDoor, tried: SignedIn | NotNow | DoorRefused): Promise<Response> {
  if ('kind' in tried && tried.kind === 'signed-in') return entered(deps, at.c, goTo(deps, tried.next), tried)
  const refused: DoorRefused = 'kind' in tried ? { why: 'not-now' } : tried
  const status = refused.why === 'not-now' ? 503 : 422
  return deps.replies.once(at.c, await proofPage(deps, at, refused), 'never', { status })
}

async function proofPage(deps: Deps, { c, person, next }: AtDoor, refused: DoorRefused | null): Promise<string> {
  const { database, secrets, now } = deps
  const asking = { session: sessionTokenOf(c), memberId: person.id }
  const staff = await listStaff(database.db)
  const shown = {
    isAgain: person.door !== 'second-proof',
    passkeys: await passkeysOf(deps, person),
    hasOtherOwner: staff.some(({ id, role }) => role === 'owner' && id !== person.id),
    waiting: await findWaiting({ db: database.db, secrets, now: now() }, asking),
  }
  return renderPage(<ProofPage frame={deps.generation().frame} next={next} shown={shown} refused={refused} />)
}

async function passkeysOf({ database, webAuthn }: Deps, { id }: DeskPerson): Promise<'here' | 'elsewhere' | 'none'> {
  const listed = await listPasskeys(database.db, id)
  if (listed.length === 0) return 'none'
  return listed.some(({ site }) => site === webAuthn?.site) ? 'here' : 'elsewhere'
}

function doorDeps(deps: Deps) {
  return { ...beginDeps(deps), writeDoorMail: doorMailFor(deps) }
}

/** A path of this site, and not the door itself, which would lead back to itself. */
function nextOf(deps: Deps, asked: string): string {
  const path = localPath(asked === '' ? undefined : asked, deps.origin) ?? paths.desk()
  return path.split('?')[0] === paths.deskDoor().split('?')[0] ? paths.desk() : path
}

function goTo(deps: Deps, location: string): Response {
  return deps.replies.nothing(303, 'never', { location })
}
