import type { ArchiveData } from '../flows/show-archive.ts'
import { paths } from '../http/routes.ts'
import { dayText, monthLetter, monthText } from './dates.ts'
import type { Frame } from './frame.ts'
import { Layout } from './layout.tsx'
import { PickList } from './pick-list.tsx'
import { EndTile } from './tiles.tsx'

/** How many picks each month had, and one month's picks by day. */
export function ArchivePage({ frame, total, since, years, month, days, previous }: ArchiveData & { frame: Frame }) {
  const { words } = frame
  const { archive } = words
  const title = month ? `${archive.title}${words.comma}${monthText(month)}` : archive.title
  return (
    <Layout frame={frame} title={title} path={month ? paths.archiveMonth(month) : paths.archive()} section="archive">
      <h1 class="title">{archive.title}</h1>
      <p class="soft">{since ? archive.count(total, monthText(since)) : archive.empty}</p>
      {years.length > 0 ? <Table frame={frame} years={years} current={month} /> : <EndTile />}
      {month ? <h2 class="heading">{monthText(month)}</h2> : null}
      {days.map(({ date, leads }) => (
        <section class="group">
          <h3>{dayText(frame, date)}</h3>
          <PickList frame={frame} leads={leads} withDate={false} />
        </section>
      ))}
      {previous ? (
        <p class="onward">
          <a href={paths.archiveMonth(previous.month)}>{archive.month(monthText(previous.month), previous.count)}</a>
        </p>
      ) : null}
    </Layout>
  )
}

function Table({ frame, years, current }: { frame: Frame; years: ArchiveData['years']; current: string | null }) {
  const { archive } = frame.words
  return (
    <table class="years">
      <caption class="unseen">{archive.table}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="unseen">{archive.year}</span>
          </th>
          {Array.from({ length: 12 }, (_, i) => (
            <th scope="col">{monthLetter(monthOf(years[0]?.year ?? 1, i))}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {years.map(({ year, months }) => (
          <tr>
            <th scope="row">{year}</th>
            {months.map((count, i) => (
              <td>{count > 0 ? <Cell frame={frame} month={monthOf(year, i)} count={count} current={current} /> : null}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cell({ frame, month, count, current }: { frame: Frame; month: string; count: number; current: string | null }) {
  return (
    <a
      href={paths.archiveMonth(month)}
      aria-label={frame.words.archive.month(monthText(month), count)}
      aria-current={month === current ? 'true' : undefined}
    >
      {count}
    </a>
  )
}

function monthOf(year: number, index: number): string {
  return `${String(year).padStart(4, '0')}-${String(index + 1).padStart(2, '0')}`
}
