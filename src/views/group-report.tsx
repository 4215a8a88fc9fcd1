import type { Group, MonthUsage } from '../domain/group.ts'
import { paths } from '../http/routes.ts'
import { monthText } from './dates.ts'
import type { Frame } from './frame.ts'
import { Sentence } from './wall.tsx'

/** How much a group has read, month by month. */
export function GroupReport({ frame, group, usage }: { frame: Frame; group: Group; usage: readonly MonthUsage[] }) {
  const { report } = frame.words.groups
  return (
    <section class="group">
      <h2>{report.title}</h2>
      <div>
        {usage.length === 0 ? <p>{report.nothing}</p> : <Table frame={frame} usage={usage} />}
        <p class="small soft below">
          {report.note} {usage.length === 0 ? null : <Sentence sentence={report.download} href={paths.groupReport(group.id)} />}
        </p>
      </div>
    </section>
  )
}

function Table({ frame, usage }: { frame: Frame; usage: readonly MonthUsage[] }) {
  const { report } = frame.words.groups
  return (
    <table class="kinds usage">
      <caption class="unseen">{report.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{report.month}</th>
          <th scope="col">{report.way}</th>
          <th scope="col">{report.readers}</th>
          <th scope="col">{report.readings}</th>
        </tr>
      </thead>
      <tbody>
        {usage.map(({ month, way, readers, readings }) => (
          <tr>
            <th scope="row">{monthText(month)}</th>
            <td>{report.ways[way]}</td>
            <td>{readers.toLocaleString(frame.words.language)}</td>
            <td>{readings.toLocaleString(frame.words.language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
