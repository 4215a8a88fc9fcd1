import type { TopicPageData } from '../flows/show-dossier.ts'
import { paths } from '../http/routes.ts'
import { monthText } from './dates.ts'
import type { Frame } from './frame.ts'
import { Layout } from './layout.tsx'
import { Strip } from './strip.tsx'
import { CountedRows, CountedSentence, Months } from './timeline.tsx'

type Props = TopicPageData & { frame: Frame }

/** A topic's dossier: its picks in time, whom it quotes most, and the topics next to it. */
export function TopicPage({ frame, topic, count, since, strip, months, earlier, mostQuoted, neighbours }: Props) {
  const { words } = frame
  const sum = words.lists.since(count, monthText(since))
  const described = topic.description ? `${topic.description} ${sum}` : sum
  return (
    <Layout frame={frame} title={topic.name} path={paths.topic(topic.slug)} description={described} section="topics">
      <div class="opening">
        <h1>{topic.name}</h1>
        <p class="kind">
          <a href={paths.topics()}>{words.topic.kind}</a>
        </p>
        <p class="intro">{described}</p>
      </div>
      <Strip frame={frame} months={strip} />
      <Months frame={frame} months={months} />
      {earlier ? (
        <p class="onward">
          <a href={paths.topicBefore(topic.slug, earlier)}>{words.lists.earlier(monthText(earlier))}</a>
        </p>
      ) : null}
      <CountedRows
        frame={frame}
        title={words.topic.mostQuoted}
        rows={mostQuoted}
        hrefOf={(source) => paths.source(source.slug)}
      />
      <CountedSentence frame={frame} title={words.topic.neighbours} all={neighbours} hrefOf={(one) => paths.topic(one.slug)} />
    </Layout>
  )
}
