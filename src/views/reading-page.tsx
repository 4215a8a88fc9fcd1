import type { LocalDate } from '../domain/pick.ts'
import type { ReadingRecord } from '../flows/show-reading.ts'
import { paths } from '../http/routes.ts'
import { clockOf } from './clock.ts'
import { dateText, monthText, nearDayText } from './dates.ts'
import type { Frame } from './frame.ts'
import { Layout } from './layout.tsx'
import { HeadlineLink } from './pick-list.tsx'
import { EndTile, Tiles } from './tiles.tsx'
import { Sentence } from './wall.tsx'

type Props = {
  frame: Frame
  state: ReadingRecord | null
  allowance: number
  /** Null for visitors. */
  member?: { keepsHistory: boolean; isSubscriber: boolean } | null
}

/** What the reader has read, what is left and when it renews; theirs alone, so nobody may index it. */
export function ReadingPage({ frame, state, allowance, member = null }: Props) {
  const { words, magazine } = frame
  const { reading } = words
  const { period } = state ?? magazine.policy
  return (
    <Layout
      frame={frame}
      title={reading.title}
      path={paths.reading()}
      section="reading"
      head={<meta name="robots" content="noindex" />}
    >
      <h1 class="title">{reading.title}</h1>
      {member?.isSubscriber ? (
        <p class="intro">{words.plans.reading}</p>
      ) : (
        <>
          {state === null ? <Nothing frame={frame} allowance={allowance} /> : <Sum frame={frame} state={state} />}
          <p class="soft">{reading.once(period)}</p>
        </>
      )}
      {member ? (
        <p class="soft">
          {member.isSubscriber ? (
            <Sentence sentence={words.plans.mine.place} href={paths.accountPlan()} />
          ) : (
            <Sentence sentence={words.account.toAccount} href={paths.account()} />
          )}
        </p>
      ) : null}
      {state === null ? (
        <Start frame={frame} />
      ) : (
        <Record frame={frame} state={state} keepsHistory={member?.keepsHistory ?? true} />
      )}
    </Layout>
  )
}

function Start({ frame }: { frame: Frame }) {
  return (
    <>
      <p>
        <Sentence sentence={frame.words.reading.start} href={paths.front()} />
      </p>
      <EndTile />
    </>
  )
}

function Nothing({ frame, allowance }: { frame: Frame; allowance: number }) {
  const { words, magazine } = frame
  return (
    <p class="intro">
      <Tiles read={0} of={allowance} label={words.notice.read(0, allowance)} />
      {words.reading.nothing(allowance, magazine.policy.period)}
    </p>
  )
}

function Sum({ frame, state }: { frame: Frame; state: ReadingRecord }) {
  const { words } = frame
  const [before, after] = words.reading.opensAgain
  const read = state.allowance - state.left
  return (
    <p class="intro">
      <Tiles read={read} of={state.allowance} label={words.notice.read(read, state.allowance)} />
      {words.reading.sum(state)} {before}
      <span class="bound">
        {nearDayText(state.opensAgain)}
        {after}
      </span>
    </p>
  )
}

function Record({ frame, state, keepsHistory }: { frame: Frame; state: ReadingRecord; keepsHistory: boolean }) {
  const { reading } = frame.words
  const titleOf = (start: LocalDate) => reading.periodTitle(state.period, { month: monthText(start), day: dateText(start) })
  return (
    <>
      {state.readings.length + state.forgotten > 0 ? (
        <section class={state.readings.length > 0 ? 'group' : 'group close'}>
          <h2>{titleOf(state.periodStart)}</h2>
          {state.readings.length > 0 ? (
            <ol class="list">
              {state.readings.map((one) => (
                <Row frame={frame} reading={one} />
              ))}
            </ol>
          ) : null}
          {state.forgotten > 0 ? <p>{reading.forgotten(state.forgotten)}</p> : null}
        </section>
      ) : null}
      {state.earlier.map(({ period, count }) => (
        <section class="group close">
          <h2>{titleOf(period)}</h2>
          <p>{reading.earlier(count)}</p>
        </section>
      ))}
      <form class="forget" method="post" action={paths.forgetReading()}>
        <p>{keepsHistory ? reading.kept : reading.keptBriefly(state.period)}</p>
        <button type="submit" class="button quiet">
          {reading.forget}
        </button>
        <p class="small soft">{reading.forgetNote(state.period)}</p>
      </form>
    </>
  )
}

function Row({ frame, reading: { lead, openedAt } }: { frame: Frame; reading: ReadingRecord['readings'][number] }) {
  const { words, magazine } = frame
  const { date, hour, minute } = clockOf(magazine.zone, openedAt)
  const time = words.reading.time(hour, minute)
  return (
    <li>
      {lead ? <HeadlineLink frame={frame} lead={lead} /> : <span class="soft">{words.reading.gone}</span>}
      <p class="by">{words.reading.opened(lead?.source.name ?? null, dateText(date), time)}</p>
    </li>
  )
}
