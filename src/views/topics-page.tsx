import type { Linked, LocalDate } from '../domain/pick.ts'
import { paths } from '../http/routes.ts'
import { dateText } from './dates.ts'
import type { Frame } from './frame.ts'
import { Layout } from './layout.tsx'
import { EndTile } from './tiles.tsx'

type Topic = Linked & { count: number; newest: LocalDate }

/** All topics as the index at the back of a book has them: by letter, with numbers. */
export function TopicsPage({ frame, topics }: { frame: Frame; topics: Topic[] }) {
  const { words } = frame
  const sorted = topics.toSorted((a, b) => a.name.localeCompare(b.name, words.language))
  return (
    <Layout frame={frame} title={words.topics.title} path={paths.topics()} section="topics">
      <h1 class="title">{words.topics.title}</h1>
      <p class="soft">{topics.length > 0 ? words.topics.count(topics.length) : words.topics.empty}</p>
      {topics.length === 0 ? <EndTile /> : null}
      {[...Map.groupBy(sorted, (topic) => letterOf(topic.name))].map(([letter, found]) => (
        <section class="group close index">
          <h2>{letter}</h2>
          <dl class="counts">
            {found.map((topic) => (
              <div>
                <dt>
                  <a href={paths.topic(topic.slug)}>{topic.name}</a>
                </dt>
                <dd>{words.lists.picks(topic.count)}</dd>
                <dd>{dateText(topic.newest)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Layout>
  )
}

function letterOf(name: string): string {
  const first = [...name.normalize('NFD')].find((character) => /[\p{L}\p{N}]/u.test(character)) ?? '#'
  return /\p{L}/u.test(first) ? first.toUpperCase() : '#'
}
