import type { Lead, LocalDate } from '../domain/pick.ts'
import { paths } from '../http/routes.ts'
import { dayText, monthText } from './dates.ts'
import type { Frame } from './frame.ts'
import { listedIntroduction } from './introduction.tsx'
import { Layout } from './layout.tsx'
import { HeadlineLink } from './pick-list.tsx'
import { CoverInList } from './pictures.tsx'
import { EndTile } from './tiles.tsx'
import { Topics } from './topics.tsx'
import { Sentence } from './wall.tsx'

type Props = { frame: Frame; days: { date: LocalDate; leads: Lead[] }[]; older: { month: string } | null }

const importCommand = 'npx tessera import FILE --publish'

/** The newest picks, by day. */
export function FrontPage({ frame, days, older }: Props) {
  const { words, magazine } = frame
  return (
    <Layout frame={frame} title={magazine.name} path={paths.front()} description={magazine.tagline} isFront>
      {days.length === 0 ? <Empty frame={frame} /> : <h1 class="unseen">{words.front.title}</h1>}
      {days.map(({ date, leads }, day) => (
        <section class="day">
          <h2>{dayText(frame, date)}</h2>
          <div>
            {leads.map((lead, i) => (
              <Item frame={frame} lead={lead} isFirst={day === 0 && i === 0} />
            ))}
          </div>
        </section>
      ))}
      {days.length > 0 ? <EndTile /> : null}
      {older ? (
        <p>
          <a href={paths.archiveMonth(older.month)}>{words.front.older(monthText(older.month))}</a>
        </p>
      ) : null}
    </Layout>
  )
}

function Item({ frame, lead, isFirst }: { frame: Frame; lead: Lead; isFirst: boolean }) {
  const { words } = frame
  const introduction = listedIntroduction(lead)
  return (
    <article class={isFirst ? 'item first' : 'item'}>
      <h3>
        <HeadlineLink frame={frame} lead={lead} />
      </h3>
      {lead.cover ? <CoverInList cover={lead.cover} /> : null}
      {introduction ? <p>{introduction}</p> : null}
      <p class="src">
        <span>
          {words.pick.by(lead.author)}
          <a class="caps" href={paths.source(lead.source.slug)}>
            {lead.source.name}
          </a>
        </span>{' '}
        {lead.topics.length > 0 ? (
          <span class="italic">
            <Topics topics={lead.topics} words={words} />
          </span>
        ) : null}
      </p>
    </article>
  )
}

function Empty({ frame: { words } }: { frame: Frame }) {
  return (
    <>
      <h1 class="title">{words.front.emptyTitle}</h1>
      <p class="intro">{words.front.empty}</p>
      <p class="small soft">
        <Sentence sentence={words.front.emptyDesk} href={paths.desk()} />
        <code>{importCommand}</code>
        {words.front.emptyEnd}
      </p>
      <EndTile />
    </>
  )
}
