import type { SourcePageData } from '../flows/show-dossier.ts'
import { paths } from '../http/routes.ts'
import { monthText } from './dates.ts'
import type { Frame } from './frame.ts'
import { Layout } from './layout.tsx'
import { Strip } from './strip.tsx'
import { CountedRows, CountedSentence, Months } from './timeline.tsx'
import { hostOf, webAddress } from './web-address.ts'

type Props = SourcePageData & { frame: Frame }

/** One publication: what was quoted from it, on what, and by whom it was written. */
export function SourcePage({ frame, source, count, since, strip, months, earlier, topics, authors }: Props) {
  const { words } = frame
  const sum = words.lists.since(count, monthText(since))
  const url = webAddress(source.url)
  return (
    <Layout frame={frame} title={source.name} path={paths.source(source.slug)} description={`${source.name}: ${sum}`}>
      <div class="opening">
        <h1>{source.name}</h1>
        <p class="kind">{words.source.kind}</p>
        <p class="intro">{sum}</p>
        {url ? (
          <p>
            <a class="ext" href={url} rel="noopener external">
              {words.source.visit(hostOf(url))}
            </a>
          </p>
        ) : null}
      </div>
      <Strip frame={frame} months={strip} />
      <Months frame={frame} months={months} />
      {earlier ? (
        <p class="onward">
          <a href={paths.sourceBefore(source.slug, earlier)}>{words.lists.earlier(monthText(earlier))}</a>
        </p>
      ) : null}
      <CountedSentence frame={frame} title={words.source.topics} all={topics} hrefOf={(topic) => paths.topic(topic.slug)} />
      <CountedRows frame={frame} title={words.source.authors} rows={authors} hrefOf={null} />
    </Layout>
  )
}
