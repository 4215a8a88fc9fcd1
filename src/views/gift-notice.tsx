import type { Lead } from '../domain/pick.ts'
import { paths } from '../http/routes.ts'
import type { Frame, OpenedPick } from './frame.ts'
import { WaysOn } from './ways-on.tsx'

type Props = { frame: Frame; pick: Pick<OpenedPick, 'lead' | 'reader'>; gift: NonNullable<OpenedPick['gift']> }

/** Under a pick that a gift opened: whom it comes from, and the way to more. Where the gift opens nothing, why. */
export function GiftNotice({ frame, pick, gift }: Props) {
  const { gifts } = frame.words
  if (gift.kind !== 'open') return <p class="given small soft">{gift.kind === 'resting' ? gifts.resting : gifts.over}</p>
  return (
    <div class="notice">
      <p>
        {gifts.from(gift.giver)}. {gifts.notCounted}
      </p>
      <WaysOn frame={frame} pick={pick} />
    </div>
  )
}

/** The way to give a pick, under it. */
export function GiveLink({ frame, lead }: { frame: Frame; lead: Pick<Lead, 'slug'> }) {
  return (
    <p class="give small">
      <a href={paths.giving(lead.slug)}>{frame.words.gifts.give}</a>
    </p>
  )
}
