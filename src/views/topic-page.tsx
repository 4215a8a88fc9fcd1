import type { Lead, Linked } from '../domain/pick.ts'
import { paths } from '../http/routes.ts'
import { monthText } from './dates.ts'
import type { Frame } from './frame.ts'
import { Layout } from './layout.tsx'
import { type MonthCount, Strip } from './strip.tsx'
import { type Counted, CountedRows, CountedSentence, Months } from './timeline.tsx'

type Props = {
  frame: Frame
  topic: Linked & { description: string }
  count: number
  /** First month or day of a pick about it. */
  since: string
  strip: MonthCount[]
  months: { month: string; leads: Lead[] }[]
  /** The list goes on before this month. */
  earlier: string | null
  mostQuoted: Counted[]
  neighbours: Counted[]
}

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
