import { isSlug } from '../../domain/slug.ts'
import type { Session } from '../../flows/find-session.ts'
import { finishCheckout } from '../../flows/finish-checkout.ts'
import { openPortal, setEnding } from '../../flows/manage-payment.ts'
import { showMyPlan } from '../../flows/show-my-plan.ts'
import { showPlans } from '../../flows/show-plans.ts'
import { beginCheckout, type CheckoutStarted } from '../../flows/start-checkout.ts'
import { reasonOf } from '../../kit/reason.ts'
import { GoingPage } from '../../views/going-page.tsx'
import { MyPlanPage } from '../../views/my-plan-page.tsx'
import { renderPage } from '../../views/render.ts'
import { SubscribePage } from '../../views/subscribe-page.tsx'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import { readForm } from '../form.ts'
import type { Problems } from '../problems.ts'
import { paths } from '../routes.ts'
import { findSignedIn } from './who.ts'

type Names = 'checkout' | 'checkoutDone' | 'billingPortal' | 'endPlan' | 'keepPlan'
type Service = NonNullable<Deps['payments']>
type Request = { c: Ctx; payments: Service; session: Session | null }

/** Subscribing, changing and cancelling what is paid for at the payment service. Whatever it does, nobody waits for it longer than a moment. */
export function checkoutHandlers(deps: Deps, problems: Problems): Record<Names, Handler> {
  const goTo = (location: string) => deps.replies.nothing(303, 'never', { location })
  const selling = (answer: (request: Request) => Promise<Response>) => async (c: Ctx) =>
    deps.payments === null ? problems.notFound(c) : answer({ c, payments: deps.payments, session: await findSignedIn(deps, c) })
  const setEndingTo = (isEnding: boolean) =>
    selling(async ({ c, payments, session }) => {
      if (session === null) return goTo(paths.signIn(paths.accountPlan()))
      const work = setEnding(flowDeps(deps, payments), { memberId: session.member.id, isEnding })
      return (await answerOf(deps, payments, work)) === null ? planPage(deps, c, session) : goTo(paths.accountPlan())
    })

  return {
    checkout: selling(async ({ c, payments, session }) => {
      const form = await readForm(c)
      if (form === null) return problems.send(c, 400)
      const slug = isSlug(form('plan')) ? form('plan') : ''
      if (session === null) return goTo(paths.signUp(slug === '' ? paths.subscribe() : paths.subscribeTo(slug)))
      const { origin } = deps
      const places = { returnTo: origin + paths.checkoutDone(), cancelTo: origin + paths.subscribe() }
      const work = beginCheckout({ ...flowDeps(deps, payments), ...places }, { member: session.member, slug })
      const started: CheckoutStarted = (await answerOf(deps, payments, work)) ?? { kind: 'unavailable' }
      if (started.kind === 'go') return going(deps, c, started.url)
      if (started.kind === 'unavailable') return subscribePage(deps, c, slug)
      return goTo(started.kind === 'subscribed' ? paths.accountPlan() : paths.subscribe())
    }),
    checkoutDone: selling(async ({ c, payments, session }) => {
      if (session === null) return goTo(paths.signIn(paths.accountPlan()))
      const asked = { memberId: session.member.id, session: c.req.query('session') ?? '' }
      const come = await answerOf(deps, payments, finishCheckout(flowDeps(deps, payments), asked))
      return goTo(paths.accountPlanAfter(come ?? 'waiting'))
    }),
    billingPortal: selling(async ({ c, payments, session }) => {
      if (session === null) return goTo(paths.signIn(paths.accountPlan()))
      const asked = { memberId: session.member.id, returnTo: deps.origin + paths.accountPlan() }
      const opened = await answerOf(
        deps,
        payments,
        openPortal(flowDeps(deps, payments), asked).then((url) => ({ url })),
      )
      if (opened === null) return planPage(deps, c, session)
      return opened.url === null ? goTo(paths.accountPlan()) : going(deps, c, opened.url)
    }),
    endPlan: setEndingTo(true),
    keepPlan: setEndingTo(false),
  }
}

/** What comes of the work within the time a reader has; null when nothing does, and then the log knows why. */
async function answerOf<T>({ log }: Deps, { within }: Service, work: Promise<T>): Promise<T | null> {
  try {
    return await within(work)
  } catch (error) {
    log('the payment service does not answer', { error: reasonOf(error) })
    return null
  }
}

function flowDeps({ database, generation, now }: Deps, { service }: Service) {
  return { db: database.db, payments: service, graceDays: generation().magazine.graceDays, now: now() }
}

/** Not a redirect: browsers take one that answers a form for the form's own target, which has to be ours. */
function going(deps: Deps, c: Ctx, url: string): Response {
  const page = renderPage(<GoingPage frame={deps.generation().frame} url={url} />)
  return deps.replies.once(c, page, 'never', { headers: { refresh: `0; url=${url}` } })
}

async function subscribePage(deps: Deps, c: Ctx, chosen: string): Promise<Response> {
  const { frame } = deps.generation()
  const plans = await showPlans(deps.database.db)
  const page = <SubscribePage frame={frame} plans={plans} chosen={chosen} sells problem={frame.words.payments.unavailable} />
  return deps.replies.once(c, renderPage(page), 'never', { status: 503 })
}

async function planPage(deps: Deps, c: Ctx, { member }: Session): Promise<Response> {
  const { frame } = deps.generation()
  const shown = await showMyPlan(deps.database.db, { memberId: member.id, now: deps.now() })
  const page = <MyPlanPage frame={frame} shown={shown} managesPayment notice={frame.words.payments.unavailable} />
  return deps.replies.once(c, renderPage(page), 'never', { status: 503 })
}
