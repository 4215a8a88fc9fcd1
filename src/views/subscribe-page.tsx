import type { ShownPlan } from '../flows/show-plans.ts'
import { paths } from '../http/routes.ts'
import type { Frame } from './frame.ts'
import { Kinds } from './kinds.tsx'
import { Layout } from './layout.tsx'
import { LinkedText } from './linked-text.tsx'
import { PlanOffer } from './plan-offer.tsx'
import { Sentence } from './wall.tsx'

type Props = {
  frame: Frame
  /** In the order they are offered. */
  plans: readonly ShownPlan[]
  /** The slug of the plan somebody comes back for. */
  chosen: string | null
  /** Whether plans can be paid for here; otherwise it is done by hand, and the page says how. */
  sells: boolean
  /** Why it can't be paid for at this moment. */
  problem?: string | null
}

/** What can be subscribed to and what that gives. The same for everybody. */
export function SubscribePage({ frame, plans, chosen, sells, problem = null }: Props) {
  const { words } = frame
  const { join } = words
  const isAllSold = sells && plans.length > 0 && plans.every(({ isSold }) => isSold)
  return (
    <Layout frame={frame} title={join.subscribe.title} path={paths.subscribe()} description={join.subscribe.lead}>
      <h1 class="title">{join.subscribe.title}</h1>
      <p class="intro">{join.subscribe.lead}</p>
      {problem === null ? null : (
        <p class="wrong" role="alert">
          {problem}
        </p>
      )}
      {plans.length > 0 ? <PlanOffer frame={frame} plans={plans} chosen={chosen} sells={sells} /> : null}
      <Kinds frame={frame} marked="subscriber" />
      {isAllSold ? null : <Contact frame={frame} />}
      <p class="small soft beside">
        <Sentence sentence={join.other} href={paths.signUp()} />
      </p>
    </Layout>
  )
}

function Contact({ frame: { words, magazine } }: { frame: Frame }) {
  const contact = magazine.contact.length > 0 ? magazine.contact : [words.join.noContact]
  return (
    <section class="part">
      <h2>{words.join.how}</h2>
      {contact.map((paragraph) => (
        <p>
          <LinkedText text={paragraph} />
        </p>
      ))}
    </section>
  )
}
