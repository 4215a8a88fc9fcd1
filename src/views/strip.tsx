import { monthLetter, monthText } from './dates.ts'
import type { Frame } from './frame.ts'

/** How many picks a month had; the months of a strip follow one another without a gap. */
export type MonthCount = { month: string; count: number }

const highest = 8
// Fewer say nothing that the list below doesn't.
const fewest = 3

/** Picks by month, one tile each, stacked. Where a month has very many, a tile stands for several and the strip says so. */
export function Strip({ frame, months }: { frame: Frame; months: readonly MonthCount[] }) {
  const { strip } = frame.words
  const [first, last] = [months[0], months.at(-1)]
  if (!first || !last || months.length < fewest) return null
  const perTile = Math.ceil(Math.max(...months.map(({ count }) => count)) / highest)
  return (
    <figure class="strip">
      <ol aria-label={strip.label(monthText(first.month), monthText(last.month))} class={months.length > 14 ? 'long' : undefined}>
        {months.map((month, i) => (
          <Month
            label={strip.month(monthText(month.month), month.count)}
            {...month}
            perTile={perTile}
            hasYear={saysYear(months, i)}
          />
        ))}
      </ol>
      {perTile > 1 ? <figcaption>{strip.scale(perTile)}</figcaption> : null}
    </figure>
  )
}

function Month({ label, month, count, perTile, hasYear }: MonthCount & { label: string; perTile: number; hasYear: boolean }) {
  const isQuarter = ['01', '04', '07', '10'].includes(month.slice(5))
  return (
    <li>
      <span class="unseen">{label}</span>
      <span class="stack" aria-hidden="true">
        {Array.from({ length: Math.ceil(count / Math.max(1, perTile)) }, () => (
          <i />
        ))}
      </span>
      <span class={isQuarter ? 'letter quarter' : 'letter'} aria-hidden="true">
        {monthLetter(month)}
      </span>
      {hasYear ? (
        <span class="year" aria-hidden="true">
          {month.slice(0, 4)}
        </span>
      ) : null}
    </li>
  )
}

/** The year stands under January and under the first month, unless January follows so soon that the two would touch. */
function saysYear(months: readonly MonthCount[], at: number): boolean {
  const isJanuary = (month: MonthCount | undefined) => month?.month.endsWith('-01') ?? false
  return isJanuary(months[at]) || (at === 0 && !months.slice(1, 4).some(isJanuary))
}
