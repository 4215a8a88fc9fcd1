import { listNewestLeads } from '../data/leads.ts'
import type { Problem } from '../domain/language/words.ts'
import { NotFoundPage } from '../views/not-found-page.tsx'
import { ProblemPage } from '../views/problem-page.tsx'
import { renderPage } from '../views/render.ts'
import type { Ctx } from './context.ts'
import type { Deps } from './deps.ts'
import { withoutSecret } from './routes.ts'

/** The refusals that a person may meet, by status. */
export type ProblemStatus = 400 | 403 | 405 | 414 | 421 | 500 | 503

/** The answers to what went wrong or isn't there. None of them is cached, and none repeats what was sent. */
export type Problems = {
  send(c: Ctx, status: ProblemStatus): Promise<Response>
  /** Also sends a mistyped path on to the one it means: without a slash at the end, without doubled slashes, in lower case. */
  notFound(c: Ctx): Promise<Response> | Response
  /** Logs the error under an id and shows a plain page with that id. */
  failed(c: Ctx, error: Error): Response
}

const newestShown = 5
const problemOf: Record<ProblemStatus, Problem> = {
  400: 'unreadable',
  403: 'not-from-here',
  405: 'only-read',
  414: 'too-long',
  421: 'other-site',
  500: 'broken',
  503: 'closed',
}

export function createProblems(deps: Deps): Problems {
  const render = (status: ProblemStatus, requestId: string | null) => {
    const { words, assets, magazine } = deps.generation().frame
    return renderPage(ProblemPage({ name: magazine.name, words, assets, problem: problemOf[status], requestId }))
  }
  return {
    send: async (c, status) => {
      const page = await deps.generation().pages.load(`problem ${status}`, () => render(status, null))
      return deps.replies.page(c, page, 'never', { status, headers: status === 405 ? { allow: 'GET, HEAD, POST' } : {} })
    },
    notFound: async (c) => {
      // A link that was mistyped is not sent on, for the answer would repeat it; nor is a form, which would arrive empty.
      const isSentOn = c.req.method !== 'POST' && withoutSecret(c.req.path) === c.req.path
      const meant = isSentOn ? canonicalPath(c.req.path) : c.req.path
      if (meant !== c.req.path) return deps.replies.nothing(301, 'never', { location: meant + new URL(c.req.url).search })
      const { frame, pages } = deps.generation()
      const finished = await pages.load('not-found', async () =>
        renderPage(
          NotFoundPage({ frame, newest: await listNewestLeads(deps.database.db, { now: deps.now(), limit: newestShown }) }),
        ),
      )
      return deps.replies.page(c, finished, 'never', { status: 404 })
    },
    failed: (c, error) => {
      const requestId = deps.requestId()
      deps.log('request failed', {
        requestId,
        method: c.req.method,
        path: withoutSecret(c.req.path),
        error: error.stack ?? error.message,
      })
      const status = isForNow(error) ? 503 : 500
      return deps.replies.once(c, render(status, requestId), 'never', { status })
    },
  }
}

/** The path a reader means who typed this one; always begins with exactly one slash, so it can't leave the site. */
export function canonicalPath(path: string): string {
  const single = `/${path.replaceAll('\\', '/')}`.replace(/\/{2,}/g, '/')
  const bare = single.length > 1 ? single.replace(/\/$/, '') : single
  return /^[\w\-./]*$/.test(bare) ? bare.toLowerCase() : path
}

/** Whether the database can't be reached, or can't write, at present: that will be over, and is nothing of the request's. */
function isForNow(error: Error): boolean {
  return hasNoRoom.test(error.message) || isUnreachable.test(`${'code' in error ? error.code : ''} ${error.message}`)
}

const hasNoRoom = /disk is full|SQLITE_FULL|ENOSPC/i
// What the drivers say; the codes of five characters are PostgreSQL's own (57P01 shutdown, 57P03 start, 53300 no connection left, 55P03 a lock).
const isUnreachable =
  /ECONN|EPIPE|ENOTFOUND|EHOSTUNREACH|57P0[1-3]|53300|55P03|08\d{3}|Connection terminated|timeout exceeded when trying to connect|database is locked|database is not open|driver has already been destroyed/i
