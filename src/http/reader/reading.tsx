import { forgetReading } from '../../flows/forget-reading.ts'
import { showReading } from '../../flows/show-reading.ts'
import { visitorCookie } from '../../kit/visitor-token.ts'
import { ReadingPage } from '../../views/reading-page.tsx'
import { renderPage } from '../../views/render.ts'
import type { Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { Problems } from '../problems.ts'
import { paths } from '../routes.ts'
import { askLedger, readerKey } from './standing.ts'
import { findVisitor } from './who.ts'

/** "What I have read": the reader's own list, and the button that forgets it. */
export function readingHandlers(deps: Deps, problems: Problems): Record<'reading' | 'forgetReading', Handler> {
  return {
    reading: async (c) => {
      const now = deps.now()
      const { frame, magazine, calendar } = deps.generation()
      const visitor = findVisitor(deps, c, now)
      const { db, ledger } = deps.database
      const asked = { db, ledger, policy: magazine.policy, calendar, now }
      const shown = visitor && showReading(asked, { reader: readerKey(visitor.id), first: visitor.first })
      const state = shown && (await askLedger(deps, shown))
      if (state === 'unknown') return problems.send(c, 503)
      const page = <ReadingPage frame={frame} state={state} allowance={magazine.policy.allowance.visitor} />
      return deps.replies.once(c, renderPage(page), 'reader')
    },
    forgetReading: async (c) => {
      const visitor = findVisitor(deps, c, deps.now())
      const forgotten = visitor && forgetReading(deps.database.ledger, { reader: readerKey(visitor.id), first: visitor.first })
      if (forgotten && (await askLedger(deps, forgotten)) === 'unknown') return problems.send(c, 503)
      // The cookie may still name the first pick that was read.
      const cookie = visitor && visitorCookie(deps.visitors.issue({ id: visitor.id, first: null }, deps.now()))
      return deps.replies.nothing(303, 'never', { location: paths.reading(), ...(cookie ? { 'set-cookie': cookie } : {}) })
    },
  }
}
