import { moneyText } from '../domain/money.ts'
import { yearlySaving } from '../domain/plan.ts'
import type { ShownPlan } from '../flows/show-plans.ts'
import { paths } from '../http/routes.ts'
import type { Frame } from './frame.ts'

type Props = { frame: Frame; plans: readonly ShownPlan[]; chosen: string | null; sells: boolean }

/** The plans on offer, one under the other, each with its price and the button that leads to paying for it where that is possible here. */
export function PlanOffer({ frame, plans, chosen, sells }: Props) {
  return (
    <section class="offer" aria-label={frame.words.plans.offer.title}>
      <ul class="plans">
        {plans.map((plan) => (
          <li>
            <Offered frame={frame} plan={plan} offered={plans} isChosen={plan.slug === chosen} />
            {sells && plan.isSold ? (
              <Choose frame={frame} plan={plan} isChosen={plan.slug === chosen || plans.length === 1} />
            ) : null}
          </li>
        ))}
      </ul>
      {sells ? <p class="small soft">{frame.words.plans.offer.stop}</p> : null}
    </section>
  )
}

type OneProps = { frame: Frame; plan: ShownPlan; isChosen: boolean }

function Offered({ frame, plan, offered, isChosen }: OneProps & { offered: readonly ShownPlan[] }) {
  const { words } = frame
  const { offer } = words.plans
  const { price: amount, currency } = plan
  const saved = yearlySaving(plan, offered)
  return (
    <>
      <h2>{plan.name}</h2>
      <p class="price">{offer.price(moneyText({ amount, currency }, words.language), plan.billed)}</p>
      <div class="what">
        {plan.description === '' ? null : <p>{plan.description}</p>}
        <p class="small soft">
          {offer.opens[plan.opens]} {plan.trialDays > 0 ? `${offer.trial(plan.trialDays)} ` : null}
          {saved === null ? null : offer.saving(moneyText(saved, words.language))}
        </p>
        {isChosen ? <p class="small">{offer.chosen}</p> : null}
      </div>
    </>
  )
}

function Choose({ frame, plan: { slug, name }, isChosen }: OneProps) {
  const { offer } = frame.words.plans
  return (
    <form method="post" action={paths.checkout()}>
      <input type="hidden" name="plan" value={slug} />
      <button type="submit" class={isChosen ? 'button' : 'button quiet'} aria-label={offer.buttonOf(name)}>
        {offer.button}
      </button>
    </form>
  )
}
