import type { Magazine } from '../../../src/domain/magazine.ts'
import type { Lead } from '../../../src/domain/pick.ts'
import { AboutPage } from '../../../src/views/about-page.tsx'
import { ArchivePage } from '../../../src/views/archive-page.tsx'
import type { Frame, OpenedPick, WallPart } from '../../../src/views/frame.ts'
import { FrontPage } from '../../../src/views/front-page.tsx'
import { NotFoundPage } from '../../../src/views/not-found-page.tsx'
import { PickFragment } from '../../../src/views/pick-article.tsx'
import { PickPage } from '../../../src/views/pick-page.tsx'
import { ProblemPage } from '../../../src/views/problem-page.tsx'
import { ReadingPage } from '../../../src/views/reading-page.tsx'
import { renderFragment, renderPage, type ViewNode } from '../../../src/views/render.ts'
import { SearchPage } from '../../../src/views/search-page.tsx'
import { SourcePage } from '../../../src/views/source-page.tsx'
import { TopicPage } from '../../../src/views/topic-page.tsx'
import { TopicsPage } from '../../../src/views/topics-page.tsx'
import * as fixtures from './fixtures.ts'
import { giftPages } from './gift-pages.tsx'
import { groupPages } from './group-pages.tsx'
import { memberPages } from './member-pages.tsx'
import { paymentPages } from './payment-pages.tsx'
import { planPages } from './plan-pages.tsx'

const { ferry, fog, short, long, german, last, leads, mapped, opened, walled, ferryExcerpt, fogExcerpt, topicsOf, named } =
  fixtures

/** Every page in each of its states, by name, as the server would send it. */
export function galleryPages(frame: Frame): Record<string, string> {
  const pages = {
    ...pickPages(frame),
    ...listPages(frame),
    ...otherPages(frame),
    ...memberPages(frame),
    ...planPages(frame),
    ...groupPages(frame),
    ...giftPages(frame),
    ...paymentPages(frame),
  }
  return Object.fromEntries(Object.entries(pages).map(([name, page]) => [name, renderPage(page)]))
}

/** A pick with the next one already in its stream, as a reader who scrolled on sees it. */
export function streamPage(frame: Frame): string {
  const page = renderPage(<PickPage frame={frame} pick={opened(ferry, ferryExcerpt, 1)} next={null} private />)
  const next = renderFragment(<PickFragment frame={frame} pick={opened(fog, fogExcerpt, 2)} />)
  const wall = renderFragment(<PickFragment frame={frame} pick={walled(last)} />)
  return page.replace('</main>', `${next}${wall}</main>`)
}

function pickPages(frame: Frame): Record<string, ViewNode> {
  const next = { href: '/picks/fog', headline: fog.headline }
  const page = (pick: OpenedPick) => <PickPage frame={frame} pick={pick} next={next} private />
  const wall = (lead: Lead, part: WallPart) => page({ lead, part, reader: 'visitor' })
  return {
    pick: page(opened(ferry, ferryExcerpt, 1)),
    'pick-long': page(opened(long, [...ferryExcerpt, ...fogExcerpt], 3)),
    'pick-short': page({
      lead: short,
      reader: 'visitor',
      part: { kind: 'open', excerpt: fogExcerpt, left: null, allowance: null, nth: null },
    }),
    'pick-mapped': page(mapped(opened(ferry, ferryExcerpt, 1))),
    'pick-words': page(opened(german, fogExcerpt, 2)),
    wall: page(walled(ferry)),
    'wall-subscribers': wall(last, { kind: 'wall', why: 'subscribers-only' }),
    'wall-sign-up': wall(fog, { kind: 'wall', why: 'sign-up-first' }),
    'pick-member': page({ ...opened(ferry, ferryExcerpt, 1), reader: 'member' }),
    'wall-member': page({ ...walled(ferry), reader: 'member' }),
    'wall-not-counting': wall(short, { kind: 'wall', why: 'not-counting' }),
  }
}

function listPages(frame: Frame): Record<string, ViewNode> {
  const days = [...Map.groupBy(leads, (lead) => lead.date)].map(([date, found]) => ({ date, leads: found }))
  const strip = [2, 1, 3, 2, 0, 1, 2, 4, 1, 2, 3, 1, 2, 1, 4, 2, 3].map((count, i) => ({
    month: monthAfter('2025-05', i),
    count,
  }))
  const busy = Array.from({ length: 24 }, (_, i) => ({ month: monthAfter('2024-10', i), count: (i * 7) % 23 }))
  const months = [
    { month: '2026-09', leads: [ferry, fog, short] },
    {
      month: '2026-08',
      leads: [
        { ...long, date: '2026-08-28' },
        { ...last, date: '2026-08-04' },
      ],
    },
  ]
  const counted = topicsOf('Rivers', 'Small towns', 'Getting lost', 'The sea', 'Instruments').map((topic, i) => ({
    ...topic,
    count: 9 - i,
  }))
  const sources = [
    'The Tidewater Quarterly',
    'Annals of Minor Weather',
    'Bulletin of the Society for Unfinished Bridges and Abandoned Canals',
  ]
  const mostQuoted = sources.map((name, i) => ({ ...named(name), count: 11 - i * 4 }))
  const description = 'Clocks, calendars, timetables, and the people who keep or mislay them.'
  const topics = [...counted, ...leads.flatMap((lead) => lead.topics).map((topic, i) => ({ ...topic, count: i * 3 + 1 }))]
  const years = [
    { year: 2026, months: [38, 34, 41, 36, 29, 30, 31, 22, 17, 0, 0, 0] },
    { year: 2025, months: [0, 0, 12, 25, 27, 30, 28, 19, 131, 33, 30, 26] },
  ]
  return {
    front: <FrontPage frame={frame} days={days} older={{ month: '2026-09' }} />,
    'front-empty': <FrontPage frame={frame} days={[]} older={null} />,
    topics: <TopicsPage frame={frame} topics={unique(topics).map((topic) => ({ ...topic, newest: '2026-09-14' }))} />,
    'topics-empty': <TopicsPage frame={frame} topics={[]} />,
    topic: (
      <TopicPage
        frame={frame}
        topic={{ ...named('Time'), description }}
        count={34}
        since="2025-05"
        earlier="2026-08"
        neighbours={counted}
        {...{ strip, months, mostQuoted }}
      />
    ),
    'topic-small': (
      <TopicPage
        frame={frame}
        topic={{ ...named('Minutes and their uses'), description: '' }}
        count={1}
        since="2026-09"
        strip={[{ month: '2026-09', count: 1 }]}
        months={[{ month: '2026-09', leads: [long] }]}
        earlier={null}
        mostQuoted={[]}
        neighbours={[]}
      />
    ),
    source: (
      <SourcePage
        frame={frame}
        source={{ ...named('The Tidewater Quarterly'), url: 'https://www.tidewater.example/' }}
        count={231}
        since="2024-10"
        strip={busy}
        months={months}
        earlier={null}
        topics={counted}
        authors={[
          { name: 'Adela Brandt', count: 7 },
          { name: 'Philippa Thistlewood-Marchbanks', count: 1 },
        ]}
      />
    ),
    archive: (
      <ArchivePage
        frame={frame}
        total={669}
        since="2025-03"
        years={years}
        month="2026-09"
        days={days}
        previous={{ month: '2026-08', count: 22 }}
      />
    ),
    'archive-empty': <ArchivePage frame={frame} total={0} since={null} years={[]} month={null} days={[]} previous={null} />,
  }
}

function otherPages(frame: Frame): Record<string, ViewNode> {
  const found = (text: string) => [
    { text: '. . . agree to be wrong ', found: false },
    { text, found: true },
    { text: ' about the time of the boat, and the fog . . .', found: false },
  ]
  const hits = [
    { lead: ferry, snippet: found('together'), inExcerpt: false },
    { lead: fog, snippet: found('together'), inExcerpt: true },
    { lead: short, snippet: [], inExcerpt: false },
  ]
  const readings = [
    { lead: ferry, openedAt: new Date('2026-09-19T07:12:00Z') },
    { lead: null, openedAt: new Date('2026-09-18T20:40:00Z') },
  ]
  const september = { allowance: 3, opensAgain: '2026-10-01', period: { kind: 'month' }, periodStart: '2026-09-01' } as const
  const state = { ...september, left: 1, forgotten: 0 }
  const earlier = [
    { period: '2026-08-01', count: 3 },
    { period: '2026-07-01', count: 1 },
  ]
  const silent: Magazine = { ...frame.magazine, about: [], contact: [], tagline: '', imprint: '', newVisitorsPerHour: 0 }
  const { words, assets, magazine } = frame
  return {
    search: <SearchPage frame={frame} query="" hits={[]} more={false} />,
    'search-found': <SearchPage frame={frame} query="together" hits={hits} more />,
    'search-nothing': <SearchPage frame={frame} query="zeppelin mooring" hits={[]} more={false} />,
    reading: <ReadingPage frame={frame} state={{ ...state, readings, earlier }} allowance={3} />,
    'reading-unread': <ReadingPage frame={frame} state={{ ...state, left: 3, readings: [], earlier }} allowance={3} />,
    'reading-forgotten': (
      <ReadingPage frame={frame} state={{ ...state, forgotten: 2, readings: [], earlier: [] }} allowance={3} />
    ),
    'reading-new': <ReadingPage frame={frame} state={null} allowance={3} />,
    about: <AboutPage frame={frame} />,
    'about-silent': <AboutPage frame={{ ...frame, magazine: silent }} />,
    'reading-member': (
      <ReadingPage
        frame={frame}
        state={{ ...state, readings, earlier: [] }}
        allowance={5}
        member={{ keepsHistory: false, isSubscriber: false }}
      />
    ),
    'not-found': <NotFoundPage frame={frame} newest={[ferry, fog, short]} />,
    problem: <ProblemPage name={magazine.name} words={words} assets={assets} problem="broken" requestId="7f3a-20c1" />,
  }
}

function unique<One extends { slug: string }>(all: One[]): One[] {
  return [...new Map(all.map((one) => [one.slug, one])).values()]
}

function monthAfter(first: string, count: number): string {
  const months = Number(first.slice(0, 4)) * 12 + Number(first.slice(5)) - 1 + count
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}
