import type { Lead } from '../domain/pick.ts'
import type { Giving } from '../flows/give-pick.ts'
import { paths } from '../http/routes.ts'
import { clockOf } from './clock.ts'
import { dateText, nearDayText } from './dates.ts'
import { Field } from './field.tsx'
import type { Frame } from './frame.ts'
import { Headline } from './headline.tsx'
import { Layout } from './layout.tsx'
import { Sentence } from './wall.tsx'

/** How far the giving has come: the form, the link, or why there is none. */
export type ShownGiving = Giving | { kind: 'given'; link: string; expiresAt: Date; left: number }

type Props = {
  frame: Frame
  /** Null where a new link was made for a pick that isn't published. */
  lead: Lead | null
  giving: ShownGiving
  /** The giver's name; empty where they have told none. */
  name: string
}

type Part<Kind extends ShownGiving['kind']> = {
  frame: Frame
  lead: Lead
  name: string
  giving: Extract<ShownGiving, { kind: Kind }>
}

/** Where a subscriber gives a pick, and is shown the link, which is kept by nobody, once. */
export function GivePage({ frame, lead, giving, name }: Props) {
  const { giving: words } = frame.words.gifts
  const titles = {
    ready: words.title,
    given: words.givenTitle,
    'in-hand': words.inHandTitle,
    spent: words.spentTitle,
    open: words.openTitle,
    closed: words.closedTitle,
    off: words.offTitle,
  }
  const title = titles[giving.kind]
  return (
    <Layout frame={frame} title={title} path={null} head={<meta name="robots" content="noindex" />}>
      <h1 class="title">{title}</h1>
      {lead ? (
        <p class="intro">
          <Headline words={frame.words} text={lead.headline} />
        </p>
      ) : null}
      {giving.kind === 'given' ? <Link frame={frame} giving={giving} /> : null}
      {lead && giving.kind !== 'given' ? <Way frame={frame} lead={lead} giving={giving} name={name} /> : null}
      {lead ? (
        <p class="small soft beside">
          <Sentence sentence={words.back} href={paths.pick(lead.slug)} />
        </p>
      ) : null}
    </Layout>
  )
}

function Way({ frame, lead, giving, name }: { frame: Frame; lead: Lead; giving: Giving; name: string }) {
  const { giving: words } = frame.words.gifts
  switch (giving.kind) {
    case 'ready':
      return <Ready frame={frame} lead={lead} giving={giving} name={name} />
    case 'in-hand':
      return (
        <form class="form" method="post" action={paths.newGiftLink(giving.giftId)}>
          <p>{words.inHand(dayOf(frame, giving.expiresAt))}</p>
          <button type="submit" class="button">
            {words.newLink}
          </button>
        </form>
      )
    case 'spent':
      return <p class="beside">{words.spent(giving.perMonth, nearDayText(giving.again))}</p>
    case 'open':
      return (
        <>
          <p class="beside">{words.open}</p>
          <p class="address">{frame.origin + paths.pick(lead.slug)}</p>
        </>
      )
    case 'closed':
      return (
        <p class="beside">
          <Sentence sentence={words.closed} href={paths.subscribe()} />
        </p>
      )
    case 'off':
      return <p class="beside">{words.off}</p>
  }
}

function Ready({ frame, lead, giving: { left }, name }: Part<'ready'>) {
  const { giving: words } = frame.words.gifts
  return (
    <form class="form" method="post" action={paths.givePick()}>
      <p>
        {words.how(frame.magazine.gifts)} {words.left(left)}
      </p>
      <input type="hidden" name="pick" value={lead.slug} />
      {name === '' ? (
        <p class="small soft choice">
          <span>
            <Sentence sentence={words.noName} href={paths.account()} />
          </span>
        </p>
      ) : (
        <div class="choice">
          <input id="shows-name" name="showsName" type="checkbox" value="yes" aria-describedby="shows-name-hint" />
          <label for="shows-name">{words.showName(name)}</label>
          <p class="small soft" id="shows-name-hint">
            {words.showNameHint}
          </p>
        </div>
      )}
      <button type="submit" class="button">
        {words.button}
      </button>
    </form>
  )
}

function Link({ frame, giving: { link, expiresAt, left } }: { frame: Frame; giving: Extract<ShownGiving, { kind: 'given' }> }) {
  const { giving: words } = frame.words.gifts
  return (
    <>
      <div class="form wide">
        <p>{words.given}</p>
        <Field
          id="link"
          label={words.label}
          hint={words.until(dayOf(frame, expiresAt))}
          input={{ type: 'text', readonly: true, value: link, autofocus: true, spellcheck: 'false' }}
        />
      </div>
      <p class="small soft">
        {words.left(left)} <Sentence sentence={words.toList} href={paths.gifts()} />
      </p>
    </>
  )
}

function dayOf(frame: Frame, at: Date): string {
  return dateText(clockOf(frame.magazine.zone, at).date)
}
