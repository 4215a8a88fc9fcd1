import { forgetReading } from '../../flows/forget-reading.ts'
import { showReading } from '../../flows/show-reading.ts'
import { visitorCookie } from '../../kit/visitor-token.ts'
import { ReadingPage } from '../../views/reading-page.tsx'
import { renderPage } from '../../views/render.ts'
import type { Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { Problems } from '../problems.ts'
import { paths } from '../routes.ts'
import { askLedger, ledgerName } from './standing.ts'
import { findWho } from './who.ts'

/** "What I have read": the reader's own list, and the button that forgets it. */
export function readingHandlers(deps: Deps, problems: Problems): Record<'reading' | 'forgetReading', Handler> {
  return {
    reading: async (c) => {
      const now = deps.now()
      const { frame, magazine, calendar } = deps.generation()
      const who = await findWho(deps, c)
      const known = ledgerName(who)
      const { db, ledger } = deps.database
      const shown = known && showReading({ db, ledger, policy: magazine.policy, calendar, now }, known)
      const state = shown && (await askLedger(deps, shown))
      if (state === 'unknown') return problems.send(c, 503)
      const allowance = magazine.policy.allowance[who.member ? 'member' : 'visitor']
      const member = who.member && { ...who.member, isSubscriber: who.member.opens !== null }
      const page = <ReadingPage frame={frame} state={state} allowance={allowance} member={member} />
      return deps.replies.once(c, renderPage(page), 'reader')
    },
    forgetReading: async (c) => {
      const { member, visitor } = await findWho(deps, c)
      const ofMember = member && ledgerName({ member, visitor: null })
      const ofVisitor = visitor && ledgerName({ member: null, visitor })
      // A member's browser has a visitor too, which may have read the same.
      for (const one of [ofVisitor && { ...ofVisitor, member: ofMember?.reader ?? null }, ofMember]) {
        const forgotten = one && forgetReading(deps.database.ledger, one)
        if (forgotten && (await askLedger(deps, forgotten)) === 'unknown') return problems.send(c, 503)
      }
      // The cookie may still name the first pick that was read.
      const cookie = visitor && visitorCookie(deps.visitors.issue({ id: visitor.id, first: null }, deps.now()))
      return deps.replies.nothing(303, 'never', { location: paths.reading(), ...(cookie ? { 'set-cookie': cookie } : {}) })
    },
  }
}
