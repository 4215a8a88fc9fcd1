import { paths } from '../http/routes.ts'
import type { Frame } from './frame.ts'
import { Layout } from './layout.tsx'
import { LinkedText } from './linked-text.tsx'
import { Tiles } from './tiles.tsx'
import { Sentence } from './wall.tsx'

type Purpose = 'sign-up' | 'subscribe'

/** What signing up or subscribing gives, and how to reach the magazine for it. */
export function JoinPage({ frame, purpose }: { frame: Frame; purpose: Purpose }) {
  const { words, magazine } = frame
  const { join } = words
  const { allowance, period } = magazine.policy
  const isSignUp = purpose === 'sign-up'
  const title = isSignUp ? join.signUp.title : join.subscribe.title
  const lead = isSignUp ? join.signUp.lead(allowance, period) : join.subscribe.lead
  const contact = magazine.contact.length > 0 ? magazine.contact : [join.noContact]
  return (
    <Layout
      frame={frame}
      title={title}
      path={isSignUp ? paths.signUp() : paths.subscribe()}
      description={lead}
      section={isSignUp ? 'sign-up' : undefined}
    >
      <h1 class="title">{title}</h1>
      <p class="intro">{lead}</p>
      <Kinds frame={frame} marked={isSignUp ? 'member' : 'subscriber'} />
      <section class="part">
        <h2>{isSignUp ? join.how.signUp : join.how.subscribe}</h2>
        {contact.map((paragraph) => (
          <p>
            <LinkedText text={paragraph} />
          </p>
        ))}
        <p class="small soft">
          <Sentence
            sentence={isSignUp ? join.other.subscribe : join.other.signUp}
            href={isSignUp ? paths.subscribe() : paths.signUp()}
          />
        </p>
      </section>
    </Layout>
  )
}

function Kinds({ frame, marked }: { frame: Frame; marked: 'member' | 'subscriber' }) {
  const { words, magazine } = frame
  const { table } = words.join
  const { allowance, period } = magazine.policy
  const row = (name: string, count: number | null, isMarked: boolean) => (
    <tr class={isMarked ? 'marked' : undefined}>
      <th scope="row">{name}</th>
      <td>
        {count === null ? table.noLimit : count}
        {count === null ? null : <Tiles read={count} of={count} label={null} />}
      </td>
    </tr>
  )
  return (
    <table class="kinds">
      <caption class="unseen">{table.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{table.reader}</th>
          <th scope="col">{table.articles(period)}</th>
        </tr>
      </thead>
      <tbody>
        {row(table.visitor, allowance.visitor, false)}
        {row(table.member, allowance.member, marked === 'member')}
        {row(table.subscriber, null, marked === 'subscriber')}
      </tbody>
    </table>
  )
}
