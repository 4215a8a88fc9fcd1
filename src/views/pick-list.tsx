import type { Lead } from '../domain/pick.ts'
import { paths } from '../http/routes.ts'
import { dateText } from './dates.ts'
import type { Frame } from './frame.ts'
import { Headline } from './headline.tsx'

/** Headlines with who wrote for whom; the date is left out under headings that already say the day. */
export function PickList({ frame, leads, withDate }: { frame: Frame; leads: readonly Lead[]; withDate: boolean }) {
  return (
    <ol class="list">
      {leads.map((lead) => (
        <li>
          <HeadlineLink frame={frame} lead={lead} />
          <p class="by">
            <ByLine frame={frame} lead={lead} />
            {withDate ? <DateAfter frame={frame} lead={lead} /> : null}
          </p>
        </li>
      ))}
    </ol>
  )
}

export function HeadlineLink({ frame, lead }: { frame: Frame; lead: Lead }) {
  return (
    <a href={paths.pick(lead.slug)}>
      <Headline words={frame.words} text={lead.headline} />
    </a>
  )
}

/** "Mara Ellison in The Nonesuch Review", or the source alone where nobody knows the author. */
export function ByLine({ frame, lead }: { frame: Frame; lead: Lead }) {
  return <>{frame.words.pick.by(lead.author) + lead.source.name}</>
}

/** A date that closes a by-line, never broken across lines. */
export function DateAfter({ frame, lead }: { frame: Frame; lead: Lead }) {
  return (
    <>
      {frame.words.comma}
      <span class="bound">{dateText(lead.date)}</span>
    </>
  )
}
