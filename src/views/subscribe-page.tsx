import { paths } from '../http/routes.ts'
import type { Frame } from './frame.ts'
import { Kinds } from './kinds.tsx'
import { Layout } from './layout.tsx'
import { LinkedText } from './linked-text.tsx'
import { Sentence } from './wall.tsx'

/** What subscribing gives, and how to reach the magazine for it. */
export function SubscribePage({ frame }: { frame: Frame }) {
  const { words, magazine } = frame
  const { join } = words
  const contact = magazine.contact.length > 0 ? magazine.contact : [join.noContact]
  return (
    <Layout frame={frame} title={join.subscribe.title} path={paths.subscribe()} description={join.subscribe.lead}>
      <h1 class="title">{join.subscribe.title}</h1>
      <p class="intro">{join.subscribe.lead}</p>
      <Kinds frame={frame} marked="subscriber" />
      <section class="part">
        <h2>{join.how}</h2>
        {contact.map((paragraph) => (
          <p>
            <LinkedText text={paragraph} />
          </p>
        ))}
        <p class="small soft">
          <Sentence sentence={join.other} href={paths.signUp()} />
        </p>
      </section>
    </Layout>
  )
}
