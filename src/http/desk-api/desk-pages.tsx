import { longestName } from '../../flows/change-account.ts'
import { findDeskPerson } from '../../flows/find-desk-person.ts'
import { isFirstCode, makeFirstOwner } from '../../flows/make-first-owner.ts'
import { localPath } from '../../kit/local-path.ts'
import { DeadFirstLinkPage, FirstOwnerPage, type FirstOwnerRefused } from '../../views/first-owner-page.tsx'
import { renderPage } from '../../views/render.ts'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import { chooseEncoding } from '../encoding.ts'
import { readForm } from '../form.ts'
import type { Problems } from '../problems.ts'
import { beginDeps, browserOf, entered } from '../reader/entering.ts'
import { findSignedIn } from '../reader/who.ts'
import { paths } from '../routes.ts'
import { deskPolicy } from '../security-headers.ts'
import { deskAddresses } from './desk-addresses.ts'

type Names = 'desk' | 'deskPage' | 'deskAsset' | 'firstOwner' | 'becomeOwner'

const longestShown = 320
// The link's address holds the console's code.
const unreferred = { 'referrer-policy': 'no-referrer' }

/** The desk as a page, which is the same at every address below `/desk`, its files, and the console's link to it. */
export function deskPageHandlers(deps: Deps, problems: Problems): Record<Names, Handler> {
  const shell = (c: Ctx) => showDesk(deps, problems, c)
  return {
    desk: shell,
    deskPage: (c) => (/^\/desk\/(api|assets|first)(\/|$)/.test(c.req.path) ? problems.notFound(c) : shell(c)),
    deskAsset: (c) => showFile(deps, problems, c),
    firstOwner: async (c) => {
      const token = c.req.param('token') ?? ''
      const isGood = await isFirstCode(beginDeps(deps), token)
      const { frame } = deps.generation()
      const page = isGood ? <FirstOwnerPage frame={frame} token={token} /> : <DeadFirstLinkPage frame={frame} />
      return deps.replies.once(c, renderPage(page), 'reader', { headers: unreferred })
    },
    becomeOwner: (c) => becomeOwner(deps, problems, c),
  }
}

/** Whoever isn't signed in is led to where one does that, and back; who has no role finds nothing here, as at any other address. */
async function showDesk(deps: Deps, problems: Problems, c: Ctx): Promise<Response> {
  const session = await findSignedIn(deps, c)
  if (session === null) {
    const back = localPath(c.req.path, deps.origin) ?? paths.desk()
    return deps.replies.nothing(303, 'never', { location: paths.signIn(back) })
  }
  const person = await findDeskPerson({ db: deps.database.db, now: deps.now() }, session)
  if (person === null || deps.deskFiles === null) return problems.notFound(c)
  if (person.door !== 'open') {
    const back = localPath(c.req.path, deps.origin) ?? paths.desk()
    return deps.replies.nothing(303, 'never', { location: paths.deskDoor(back) })
  }
  const headers = { 'content-security-policy': deskPolicy(deps.origin + paths.deskPreviews()) }
  return deps.replies.once(c, withFirstQuestions(deps.deskFiles.page, c.req.path), 'reader', { headers })
}

/** The page names what its scripts will ask first, so that the browser asks for that together with them and not after. */
function withFirstQuestions(page: string, path: string): string {
  const asked: string[] = [deskAddresses.me[1], ...(path === paths.desk() ? [deskAddresses.listPicks[1]] : [])]
  return page.replace('</head>', () => `${asked.map(preload).join('')}</head>`)
}

function preload(address: string): string {
  return `<link rel="preload" as="fetch" crossorigin href="${address}">`
}

/** The app's scripts and styles are everybody's: they hold nothing of the magazine, and their names nothing but a hash of them. */
async function showFile(deps: Deps, problems: Problems, c: Ctx): Promise<Response> {
  const file = deps.deskFiles?.file(c.req.param('file') ?? '')
  const wanted = chooseEncoding(c.req.header('accept-encoding'))
  const coding = file?.bytes[wanted] ? wanted : 'identity'
  const bytes = file?.bytes[coding]
  if (!file || !bytes) return problems.notFound(c)
  const headers: Record<string, string> = coding === 'identity' ? {} : { 'content-encoding': coding }
  return deps.replies.bytes(bytes, 'forever', { type: file.type, headers })
}

async function becomeOwner(deps: Deps, problems: Problems, c: Ctx): Promise<Response> {
  const form = await readForm(c)
  if (form === null) return problems.send(c, 400)
  const [token, name, email] = [c.req.param('token') ?? '', form('name'), form('email')]
  const made = await makeFirstOwner(beginDeps(deps), { ...browserOf(deps, c), code: token, name, email, next: paths.desk() })
  const { frame } = deps.generation()
  const say = (page: Parameters<typeof renderPage>[0], status: number) =>
    deps.replies.once(c, renderPage(page), 'never', { status, headers: unreferred })
  switch (made.kind) {
    case 'signed-in':
      return entered(deps, c, deps.replies.nothing(303, 'never', { location: made.next, ...unreferred }), made)
    case 'dead':
      return say(<DeadFirstLinkPage frame={frame} />, 422)
    default: {
      const typed = { name: name.slice(0, longestShown), email: email.slice(0, longestShown) }
      const refused: FirstOwnerRefused = { why: made.kind, ...typed, most: longestName }
      return say(<FirstOwnerPage frame={frame} token={token} refused={refused} />, made.kind === 'not-now' ? 503 : 422)
    }
  }
}
