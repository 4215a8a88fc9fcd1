import type { Lead, Linked } from '../domain/pick.ts'
import { monthText } from './dates.ts'
import type { Frame } from './frame.ts'
import { PickList } from './pick-list.tsx'

/** A topic, source or author with how many picks they have. */
export type Counted = Linked & { count: number }

/** Picks by month, the month in the margin. */
export function Months({ frame, months }: { frame: Frame; months: readonly { month: string; leads: Lead[] }[] }) {
  return (
    <>
      {months.map(({ month, leads }) => (
        <section class="group">
          <h2>{monthText(month)}</h2>
          <PickList frame={frame} leads={leads} withDate />
        </section>
      ))}
    </>
  )
}

/** Names in ruled rows, with their number of picks; `hrefOf` null where a name has no page. */
export function CountedRows<Row extends { name: string; count: number }>(props: {
  frame: Frame
  title: string
  rows: readonly Row[]
  hrefOf: ((row: Row) => string) | null
}) {
  const { frame, title, rows, hrefOf } = props
  if (rows.length === 0) return null
  return (
    <section class="part">
      <h2>{title}</h2>
      <dl class="counts">
        {rows.map((row) => (
          <div>
            <dt>{hrefOf ? <a href={hrefOf(row)}>{row.name}</a> : row.name}</dt>
            <dd>{frame.words.lists.picks(row.count)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Names in a sentence, each followed by its number. */
export function CountedSentence(props: {
  frame: Frame
  title: string
  all: readonly Counted[]
  hrefOf: (one: Counted) => string
}) {
  const { frame, title, all, hrefOf } = props
  if (all.length === 0) return null
  return (
    <section class="part">
      <h2>{title}</h2>
      <p>
        {all.map((one, i) => (
          <>
            {i > 0 ? frame.words.comma : null}
            <a href={hrefOf(one)}>{one.name}</a>
            <span class="soft">{`\u00a0${one.count}`}</span>
          </>
        ))}
      </p>
    </section>
  )
}
