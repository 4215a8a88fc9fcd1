import type { Child } from 'hono/jsx'
import type { WithLink } from '../domain/language/sentence-forms.ts'
import type { Way } from '../domain/language/words.ts'
import { paths } from '../http/routes.ts'
import { nearDayText } from './dates.ts'
import type { Frame, OpenedPick, WallPart } from './frame.ts'
import { Tiles } from './tiles.tsx'

type Level = 2 | 3
type Props = { frame: Frame; pick: Pick<OpenedPick, 'lead' | 'reader'>; part: WallPart; level: Level }

/** What stands in the excerpt's place: why, until when, and the ways on. It is given nothing of the excerpt. */
export function Wall({ frame, pick, part, level }: Props) {
  return (
    <div class="wall earned">
      <Why frame={frame} pick={pick} part={part} level={level} />
      {part.why === 'not-counting' || pick.reader === 'subscriber' ? null : (
        <Ways frame={frame} pick={pick} part={part} level={level} />
      )}
      {pick.reader === 'subscriber' ? <MorePlans frame={frame} /> : null}
    </div>
  )
}

function Why({ frame, pick: { lead, reader }, part, level }: Props) {
  const { wall, notice, plans } = frame.words
  const Heading = level === 2 ? 'h2' : 'h3'
  switch (part.why) {
    case 'allowance-spent':
      if (part.allowance < 1)
        return <Heading>{signingUpHelps(frame, { reader, part }) ? wall.noAllowance : wall.subscribersOnly}</Heading>
      return (
        <>
          <Tiles read={part.allowance} of={part.allowance} label={notice.read(part.allowance, part.allowance)} />
          <Heading>
            <span class="line">{wall.spent(part)}</span>{' '}
            <span class="line">
              {wall.opensAgain[0]}
              <span class="bound">
                {nearDayText(part.opensAgain)}
                {wall.opensAgain[1]}
              </span>
            </span>
          </Heading>
        </>
      )
    case 'subscribers-only':
      if (reader === 'subscriber') return explained(<Heading>{plans.wall.more.heading}</Heading>, plans.wall.more.why)
      return <Heading>{wall.subscribersOnly}</Heading>
    case 'sign-up-first':
      return explained(<Heading>{wall.signUpFirst}</Heading>, wall.signUpFirstWhy)
    case 'not-counting':
      return (
        <>
          {explained(<Heading>{wall.notCounting}</Heading>, wall.notCountingWhy)}
          <p class="press">
            <a class="button quiet" href={paths.pick(lead.slug)}>
              {wall.tryAgain}
            </a>
          </p>
        </>
      )
  }
}

function MorePlans({ frame }: { frame: Frame }) {
  return (
    <p class="press">
      <a class="button" href={paths.subscribe()}>
        {frame.words.plans.wall.more.button}
      </a>
    </p>
  )
}

function explained(heading: Child, why: string) {
  return (
    <>
      {heading}
      <p class="small soft">{why}</p>
    </>
  )
}

function Ways({ frame, pick, part, level }: Props) {
  const { words, magazine } = frame
  const { wall, plans } = words
  const { allowance, period } = magazine.policy
  const next = paths.pick(pick.lead.slug)
  const isMember = pick.reader !== 'visitor'
  const maySignUp = signingUpHelps(frame, { reader: pick.reader, part })
  const subscribe = pick.reader === 'former-subscriber' ? plans.wall.again : wall.subscribe
  const stays = part.why === 'allowance-spent' && part.allowance > 0 ? wall.staysOpen : null
  return (
    <>
      {part.why === 'allowance-spent' ? <p class="small soft">{maySignUp ? wall.ways : wall.way}</p> : null}
      <div class="ways">
        {maySignUp ? <WayOn way={wall.signUp(allowance, period)} href={paths.signUp(next)} isQuiet level={level} /> : null}
        <WayOn way={subscribe} href={paths.subscribe()} isQuiet={false} level={level} />
      </div>
      {isMember && stays === null ? null : (
        <p class="small soft">
          {isMember ? null : (
            <>
              <span class="line">
                <Sentence sentence={wall.signIn} href={paths.signIn(next)} />
              </span>{' '}
            </>
          )}
          {stays ? <Sentence sentence={stays} href={paths.reading()} /> : null}
        </p>
      )}
    </>
  )
}

/** What a visitor has read goes along to their account, so that one with no larger allowance opens nothing more. */
function signingUpHelps({ magazine }: Frame, { reader, part }: Pick<OpenedPick, 'reader'> & { part: WallPart }): boolean {
  const { visitor, member } = magazine.policy.allowance
  if (reader !== 'visitor') return false
  return part.why === 'sign-up-first' || (part.why === 'allowance-spent' && member > visitor)
}

function WayOn({ way, href, isQuiet, level }: { way: Way; href: string; isQuiet: boolean; level: Level }) {
  const Heading = level === 2 ? 'h3' : 'h4'
  return (
    <div>
      <Heading>{way.title}</Heading>
      <p>{way.text}</p>
      <a class={isQuiet ? 'button quiet' : 'button'} href={href}>
        {way.button}
      </a>
    </div>
  )
}

/** A sentence with a link in it. */
export function Sentence({ sentence, href }: { sentence: WithLink; href: string }) {
  return (
    <>
      {sentence.before}
      <a href={href}>{sentence.link}</a>
      {sentence.after}
    </>
  )
}
