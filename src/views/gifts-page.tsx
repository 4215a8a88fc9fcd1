import type { LocalDate } from '../domain/pick.ts'
import type { ShownGift } from '../flows/list-gifts.ts'
import { paths } from '../http/routes.ts'
import { clockOf } from './clock.ts'
import { dateText, nearDayText } from './dates.ts'
import type { Frame } from './frame.ts'
import { Layout } from './layout.tsx'
import { Sentence } from './wall.tsx'

/** Why a paused gift could not go on. */
export type GiftRefused = { kind: 'spent'; again: LocalDate } | { kind: 'closed' }

type Props = {
  frame: Frame
  gifts: readonly ShownGift[]
  /** What this month still gives; null for a member who can't give. */
  left: number | null
  refused?: GiftRefused | null
}

/** What a member has given, how often it was opened, and what they can do about it. */
export function GiftsPage({ frame, gifts, left, refused = null }: Props) {
  const { list, giving } = frame.words.gifts
  const { perMonth } = frame.magazine.gifts
  return (
    <Layout
      frame={frame}
      title={list.title}
      path={paths.gifts()}
      section="account"
      head={<meta name="robots" content="noindex" />}
    >
      <h1 class="title">{list.title}</h1>
      <p class="intro">
        {perMonth === 0 ? list.off : null}
        {perMonth > 0 && left === null ? <Sentence sentence={giving.closed} href={paths.subscribe()} /> : null}
        {perMonth > 0 && left !== null ? list.left(left, perMonth) : null}
      </p>
      {refused ? (
        <p class="wrong" role="status">
          {refused.kind === 'spent' ? list.stays.spent(nearDayText(refused.again)) : list.stays.closed}
        </p>
      ) : null}
      {gifts.length === 0 ? (
        <p class="beside">{list.nothing}</p>
      ) : (
        <ul class="gifts">
          {gifts.map((gift) => (
            <Row frame={frame} gift={gift} />
          ))}
        </ul>
      )}
    </Layout>
  )
}

function Row({ frame, gift }: { frame: Frame; gift: ShownGift }) {
  const { comma, gifts: words } = frame.words
  const { list } = words
  const { slug, headline, state } = gift
  const facts = [list.given(dayOf(frame, gift.givenAt)), list.opened(gift.opened), endOf(frame, gift)]
  const why = reasonOf(frame, gift)
  const goesOn = state.kind !== 'expired' && state.kind !== 'ended'
  return (
    <li>
      <p>{slug === null ? list.gone : <a href={paths.pick(slug)}>{headline}</a>}</p>
      <p class="by">{facts.join(comma)}</p>
      {why === null ? null : <p class="small">{why}</p>}
      {goesOn ? <Buttons frame={frame} gift={gift} /> : null}
    </li>
  )
}

function Buttons({ frame, gift: { id, headline, state } }: { frame: Frame; gift: ShownGift }) {
  const { list } = frame.words.gifts
  const button = (action: string, text: string) => (
    <form method="post" action={action}>
      <button type="submit" class="button quiet" aria-label={list.of(text, headline ?? list.gone)}>
        {text}
      </button>
    </form>
  )
  return (
    <div class="acts">
      {state.kind === 'paused' ? button(paths.resumeGift(id), list.resume) : null}
      {state.kind === 'paused' || state.kind === 'live' ? button(paths.newGiftLink(id), list.newLink) : null}
      {button(paths.endGift(id), list.end)}
    </div>
  )
}

function endOf(frame: Frame, { state, expiresAt }: ShownGift): string {
  const { list } = frame.words.gifts
  if (state.kind === 'ended') return list.ended
  const date = dayOf(frame, expiresAt)
  return state.kind === 'expired' ? list.expired(date) : list.until(date)
}

function reasonOf(frame: Frame, { state }: ShownGift): string | null {
  const { list } = frame.words.gifts
  switch (state.kind) {
    case 'paused':
      return list.paused(state.why)
    case 'closed':
      return list.closed
    case 'no-pick':
      return list.noPick
    case 'live':
    case 'expired':
    case 'ended':
      return null
  }
}

function dayOf(frame: Frame, at: Date): string {
  return dateText(clockOf(frame.magazine.zone, at).date)
}
