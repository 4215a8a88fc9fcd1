import { isSlug } from '../../domain/slug.ts'
import { showMyPlan } from '../../flows/show-my-plan.ts'
import { showPlans } from '../../flows/show-plans.ts'
import { MyPlanPage } from '../../views/my-plan-page.tsx'
import { renderPage } from '../../views/render.ts'
import { SubscribePage } from '../../views/subscribe-page.tsx'
import type { Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { Problems } from '../problems.ts'
import { forMembers } from './signed-in.ts'

/** What there is to subscribe to, for everybody, and what a member has of it. */
export function planHandlers(deps: Deps, problems: Problems): Record<'subscribe' | 'accountPlan', Handler> {
  const { signedIn } = forMembers(deps, problems)
  const { db } = deps.database
  return {
    subscribe: async (c) => {
      const { pages, frame } = deps.generation()
      const asked = c.req.query('plan') ?? ''
      const known = pages.find(`subscribe ${isSlug(asked) ? asked : ''}`)
      if (known) return deps.replies.page(c, known, 'shared')
      const plans = await showPlans(db)
      // Only plans that are on offer have a page of their own: any other name would let strangers fill the cache.
      const chosen = plans.some(({ slug }) => slug === asked) ? asked : null
      const render = () =>
        renderPage(<SubscribePage frame={frame} plans={plans} chosen={chosen} sells={deps.payments !== null} />)
      return deps.replies.page(c, await pages.load(`subscribe ${chosen ?? ''}`, render), 'shared')
    },
    accountPlan: signedIn(async ({ c, session }) => {
      const shown = await showMyPlan(db, { memberId: session.member.id, now: deps.now() })
      const page = (
        <MyPlanPage
          frame={deps.generation().frame}
          shown={shown}
          managesPayment={deps.payments !== null}
          notice={noticeOf(deps, c.req.query('checkout'))}
        />
      )
      return deps.replies.once(c, renderPage(page), 'reader')
    }),
  }
}

/** What is said to somebody who comes from paying. The page shows what is really so, whatever the address says. */
function noticeOf(deps: Deps, checkout: string | undefined): string | null {
  const { payments } = deps.generation().frame.words
  if (checkout === 'waiting') return payments.waiting
  return checkout === 'subscribed' ? payments.thanks : null
}
