import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { moneyText, readPrice } from '../../src/domain/money.ts'
import type { DeskPlan, PlanText } from '../../src/http/desk-api/contract-plans.ts'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import '../lists/lists.css'
import { useTitle } from '../parts/title.ts'
import { useChange } from '../parts/use-change.ts'
import { Waiting } from '../parts/waiting.tsx'
import { Failure } from '../shell/failure.tsx'
import { PlanDialog } from './plan-dialog.tsx'

const queryKey = ['plans']

/** What readers can subscribe to, and what only earlier subscribers have. */
export function PlansPage() {
  const me = useMe()
  const [opened, setOpened] = useState<DeskPlan | 'new' | null>(null)
  const { data, error, refetch } = useQuery({ queryKey, queryFn: ({ signal }) => ask('listPlans', {}, {}, signal) })
  const { change, isBusy, signIn } = useChange(queryKey)
  const [kept, setKept] = useState<string | null>(null)
  useTitle('Plans', me)
  if (error && !data) return <Failure error={error} retry={refetch} />
  const close = () => setOpened(null)
  const save = (text: PlanText, slug: string) =>
    change({
      run: async () => {
        if (opened === 'new') return ask('addPlan', { ...text, slug, position: null })
        if (opened === null) return null
        const changed = await ask('changePlan', { was: textOf(opened), to: text }, { id: opened.id })
        setKept(changed.kept)
        return changed
      },
      said: opened === 'new' ? `${text.name} is on offer.` : `${text.name} is changed.`,
      after: close,
    })
  const retire = ({ id, name }: DeskPlan) =>
    change({
      run: () => ask('retirePlan', {}, { id }),
      said: `${name} is off the offer. Whoever has it keeps it.`,
      undo: () => ask('offerPlan', {}, { id }),
    })
  return (
    <>
      <div className="top">
        <h1>Plans</h1>
        <button type="button" className="button" onClick={() => setOpened('new')}>
          New plan
        </button>
      </div>
      {kept === null ? null : (
        <p className="summary" role="status">
          Those who had the plan keep it as it was. It stands below as {kept}.
        </p>
      )}
      {data ? (
        <Table
          plans={data.plans}
          isBusy={isBusy}
          onOpen={setOpened}
          onRetire={retire}
          onOffer={({ id, name }) => change({ run: () => ask('offerPlan', {}, { id }), said: `${name} is on offer again.` })}
        />
      ) : (
        <Waiting what="the plans" />
      )}
      {opened && !signIn.isAsking ? (
        <PlanDialog
          plan={opened === 'new' ? null : opened}
          sells={data?.sells === true}
          isBusy={isBusy}
          onSave={save}
          onClose={close}
        />
      ) : null}
      {signIn.window}
    </>
  )
}

type TableProps = {
  plans: readonly DeskPlan[]
  isBusy: boolean
  onOpen: (plan: DeskPlan) => void
  onRetire: (plan: DeskPlan) => void
  onOffer: (plan: DeskPlan) => void
}

function Table({ plans, ...acts }: TableProps) {
  if (plans.length === 0)
    return <p className="empty">There are no plans yet. Until there are, the subscribe page says how to reach the magazine.</p>
  const byOffer = plans.toSorted((a, b) => Number(a.retiredAt !== null) - Number(b.retiredAt !== null))
  return (
    <section className="scroll list" aria-label="Plans">
      <table className="table">
        <caption className="unseen">Plans, those on offer first</caption>
        <thead>
          <tr>
            <th scope="col">Plan</th>
            <th scope="col" className="far">
              Price
            </th>
            <th scope="col" className="far">
              Opens
            </th>
            <th scope="col" className="far">
              Sold
            </th>
            <th scope="col" className="num">
              Subscribers
            </th>
            <th scope="col" className="num">
              <span className="unseen">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {byOffer.map((plan) => (
            <Row key={plan.id} plan={plan} {...acts} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ plan, isBusy, onOpen, onRetire, onOffer }: Omit<TableProps, 'plans'> & { plan: DeskPlan }) {
  const { magazine } = useMe()
  const { slug, name, billed, opens, trialDays, stripePrice, retiredAt, subscribers } = plan
  const price = readPrice(plan.price)
  const trial = trialDays === 0 ? '' : `, ${trialDays} days free at first`
  const costs = `${price.ok ? moneyText(price.money, magazine.language) : plan.price} a ${billed}${trial}`
  const what = opens === 'everything' ? 'Every pick' : 'Metered picks'
  const sold = retiredAt ? 'Not any more' : stripePrice === null ? 'By hand' : 'Through Stripe'
  return (
    <tr>
      <td>
        {name} <span className="soft">{slug}</span>
        <span className="near">
          {costs}. {what}. {retiredAt ? 'Not on offer' : sold}
        </span>
      </td>
      <td className="far">{costs}</td>
      <td className="far">{what}</td>
      <td className="far">{sold}</td>
      <td className="num">{subscribers}</td>
      <td className="num">
        {retiredAt ? (
          <button
            type="button"
            className="plain"
            disabled={isBusy}
            aria-label={`Offer ${slug} again`}
            onClick={() => onOffer(plan)}
          >
            Offer again
          </button>
        ) : (
          <>
            <button type="button" className="plain" disabled={isBusy} aria-label={`Change ${slug}`} onClick={() => onOpen(plan)}>
              Change
            </button>{' '}
            <button
              type="button"
              className="plain"
              disabled={isBusy}
              aria-label={`Retire ${slug}`}
              onClick={() => onRetire(plan)}
            >
              Retire
            </button>
          </>
        )}
      </td>
    </tr>
  )
}

function textOf({ name, description, billed, opens, trialDays, stripePrice, position, price }: DeskPlan): PlanText {
  return { name, description, billed, opens, trialDays, stripePrice, position, price }
}
