import { type ReactNode, useState } from 'react'
import { readPrice } from '../../src/domain/money.ts'
import { isSlug, slugOf } from '../../src/domain/slug.ts'
import type { DeskPlan, PlanText } from '../../src/http/desk-api/contract-plans.ts'
import { Dialog } from '../parts/dialog.tsx'
import { FormActs } from '../parts/form-acts.tsx'

type Props = {
  /** Null for a new one. */
  plan: DeskPlan | null
  sells: boolean
  isBusy: boolean
  onSave: (text: PlanText, slug: string) => void
  onClose: () => void
}

const fresh: PlanText = {
  ...{ name: '', description: '', price: '', billed: 'month', opens: 'everything' },
  ...{ trialDays: 0, stripePrice: null, position: 0 },
}

/** One plan, as it is or is to be. New terms of a plan that somebody has are for those who come now, and it says so. */
export function PlanDialog({ plan, sells, isBusy, onSave, onClose }: Props) {
  const [text, setText] = useState<PlanText>(plan ?? fresh)
  const [typedSlug, setSlug] = useState('')
  const slug = plan?.slug ?? (typedSlug || slugOf(text.name))
  const price = readPrice(text.price)
  const set = (part: Partial<PlanText>) => setText({ ...text, ...part })
  const isUsable = text.name.trim() !== '' && price.ok && isSlug(slug) && Number.isInteger(text.trialDays)
  return (
    <Dialog title={plan?.name ?? 'New plan'} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const { name, description, price: typed, billed, opens, trialDays, stripePrice, position } = text
          const shown = { name: name.trim(), description: description.trim(), price: typed.trim() }
          onSave({ ...shown, billed, opens, trialDays, stripePrice, position }, slug)
        }}
      >
        <Line id="plan-name" label="Name" value={text.name} onType={(name) => set({ name })} />
        {plan ? null : (
          <Line
            id="plan-slug"
            label="Short name, for addresses"
            value={typedSlug}
            placeholder={slugOf(text.name || 'monthly')}
            onType={setSlug}
          >
            It never changes.
          </Line>
        )}
        <Line
          id="plan-about"
          label="A sentence about it"
          value={text.description}
          onType={(description) => set({ description })}
        />
        <Line id="plan-price" label="Price" value={text.price} placeholder="4.90 EUR" onType={(typed) => set({ price: typed })}>
          {text.price === '' || price.ok ? 'The amount and the currency’s three letters.' : price.reason}
        </Line>
        <TermFields text={text} set={set} />
        {sells || text.stripePrice !== null ? (
          <Line
            id="plan-stripe"
            label="Its price at Stripe"
            value={text.stripePrice ?? ''}
            placeholder="price_…"
            onType={(typed) => set({ stripePrice: typed.trim() === '' ? null : typed.trim() })}
          >
            Without one the plan is sold by hand.
          </Line>
        ) : null}
        {plan && isNewTerms(plan, text) ? (
          <p className="wrong small" role="status">
            {plan.subscribers === 0
              ? 'These are new terms.'
              : `These are new terms, for those who subscribe from now on. ${plan.subscribers === 1 ? 'The one who has' : `The ${plan.subscribers} who have`} it keep it as it was.`}
          </p>
        ) : null}
        <FormActs isDisabled={isBusy || !isUsable} onLeave={onClose}>
          {plan ? 'Save' : 'Put it on offer'}
        </FormActs>
      </form>
    </Dialog>
  )
}

type Setting = { text: PlanText; set: (part: Partial<PlanText>) => void }

function TermFields({ text, set }: Setting) {
  return (
    <>
      <div className="side">
        <div className="field">
          <label htmlFor="plan-billed">For</label>
          <select
            id="plan-billed"
            className="input"
            value={text.billed}
            onChange={(event) => set({ billed: event.target.value as PlanText['billed'] })}
          >
            <option value="month">A month</option>
            <option value="year">A year</option>
          </select>
        </div>
        <div className="field">
          <label htmlFor="plan-opens">Opens</label>
          <select
            id="plan-opens"
            className="input"
            value={text.opens}
            onChange={(event) => set({ opens: event.target.value as PlanText['opens'] })}
          >
            <option value="everything">Every pick</option>
            <option value="metered">Metered picks only</option>
          </select>
        </div>
      </div>
      <div className="side">
        <Count
          id="plan-trial"
          label="Days free at first"
          most={730}
          value={text.trialDays}
          onType={(trialDays) => set({ trialDays })}
        />
        <Count
          id="plan-place"
          label="Place on the page"
          most={1_000}
          value={text.position}
          onType={(position) => set({ position })}
        />
      </div>
    </>
  )
}

type LineProps = {
  id: string
  label: string
  value: string
  placeholder?: string
  onType: (value: string) => void
  children?: ReactNode
}

function Line({ id, label, value, placeholder, onType, children }: LineProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        autoComplete="off"
        maxLength={300}
        placeholder={placeholder}
        aria-describedby={`${id}-hint`}
        value={value}
        onChange={(event) => onType(event.target.value)}
      />
      <p className="soft small" id={`${id}-hint`}>
        {children}
      </p>
    </div>
  )
}

type CountProps = { id: string; label: string; most: number; value: number; onType: (value: number) => void }

function Count({ id, label, most, value, onType }: CountProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input narrow"
        type="number"
        min={0}
        max={most}
        value={value}
        onChange={(event) => onType(event.target.valueAsNumber || 0)}
      />
    </div>
  )
}

function isNewTerms(plan: DeskPlan, text: PlanText): boolean {
  const terms = ['price', 'billed', 'opens', 'stripePrice'] as const
  return terms.some((name) => plan[name] !== text[name])
}
