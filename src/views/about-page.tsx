import { paths } from '../http/routes.ts'
import type { Frame } from './frame.ts'
import { Layout } from './layout.tsx'
import { LinkedText } from './linked-text.tsx'
import { EndTile } from './tiles.tsx'
import { Sentence } from './wall.tsx'

/** Who makes the magazine, in its own words, and how its meter works, in ours. */
export function AboutPage({ frame }: { frame: Frame }) {
  const { words, magazine } = frame
  const { about } = words
  const { period, allowance } = magazine.policy
  const explained = about.explain({
    period,
    ...allowance,
    zone: magazine.zone,
    countsNewVisitors: magazine.newVisitorsPerHour > 0,
  })
  const [first = about.silent, ...rest] = magazine.about
  return (
    <Layout frame={frame} title={about.title(magazine.name)} path={paths.about()} description={magazine.tagline}>
      <h1 class="title">{about.title(magazine.name)}</h1>
      <p class="intro">
        <LinkedText text={first} />
      </p>
      <div class="prose">
        {rest.map((paragraph) => (
          <p>
            <LinkedText text={paragraph} />
          </p>
        ))}
      </div>
      <section class="part prose" id="meter">
        <h2>{about.meter}</h2>
        {explained.map((paragraph) => (
          <p>{paragraph}</p>
        ))}
        <p>
          <Sentence sentence={about.seeReading} href={paths.reading()} />
        </p>
      </section>
      <EndTile />
    </Layout>
  )
}
