import type { Frame } from './frame.ts'
import { Tiles } from './tiles.tsx'

/** What each kind of reader may open, as a table; the row of one kind is marked. */
export function Kinds({ frame, marked }: { frame: Frame; marked: 'member' | 'subscriber' }) {
  const { words, magazine } = frame
  const { table } = words.join
  const { allowance, period } = magazine.policy
  const row = (name: string, count: number | null, isMarked: boolean) => (
    <tr class={isMarked ? 'marked' : undefined}>
      <th scope="row">{name}</th>
      <td>
        {count === null ? table.noLimit : count}
        {count === null ? null : <Tiles read={count} of={count} label={null} />}
      </td>
    </tr>
  )
  return (
    <table class="kinds">
      <caption class="unseen">{table.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{table.reader}</th>
          <th scope="col">{table.articles(period)}</th>
        </tr>
      </thead>
      <tbody>
        {row(table.visitor, allowance.visitor, false)}
        {row(table.member, allowance.member, marked === 'member')}
        {row(table.subscriber, null, marked === 'subscriber')}
      </tbody>
    </table>
  )
}
