import type { ShownGift } from '../../../src/flows/list-gifts.ts'
import type { Frame, OpenedPick } from '../../../src/views/frame.ts'
import { GiftOverPage } from '../../../src/views/gift-over-page.tsx'
import { GiftsPage } from '../../../src/views/gifts-page.tsx'
import { GivePage, type ShownGiving } from '../../../src/views/give-page.tsx'
import { PickPage } from '../../../src/views/pick-page.tsx'
import type { ViewNode } from '../../../src/views/render.ts'
import { ferry, ferryExcerpt, fog, fogExcerpt, german, last, long, walled } from './fixtures.ts'

const at = (day: string) => new Date(`${day}T09:00:00Z`)
const expiresAt = at('2026-10-03')

const gift = (id: number, lead: { slug: string; headline: string } | null, part: Partial<ShownGift>): ShownGift => ({
  id,
  slug: lead?.slug ?? null,
  headline: lead?.headline ?? null,
  givenAt: at('2026-09-19'),
  expiresAt,
  opened: 0,
  state: { kind: 'live' },
  ...part,
})

const given = [
  gift(6, fog, {}),
  gift(5, ferry, { opened: 100, state: { kind: 'paused', why: 'many' } }),
  gift(4, long, { opened: 30, state: { kind: 'paused', why: 'fast' } }),
  gift(3, german, { opened: 1, state: { kind: 'ended' } }),
  gift(2, null, { opened: 12, state: { kind: 'no-pick' } }),
  gift(1, last, { opened: 4, givenAt: at('2026-08-30'), expiresAt: at('2026-09-13'), state: { kind: 'expired' } }),
]

/** The pages of giving and of being given, in each of their states. */
export function giftPages(frame: Frame): Record<string, ViewNode> {
  const giving = (shown: ShownGiving, name = 'Adela Brandt') => <GivePage frame={frame} lead={fog} giving={shown} name={name} />
  const pick = (opened: Omit<OpenedPick, 'reader'>) => (
    <PickPage frame={frame} pick={{ ...opened, reader: 'visitor' }} next={null} private />
  )
  const part = { kind: 'open', excerpt: ferryExcerpt, left: null, allowance: null, nth: null } as const
  const link = `${frame.origin}/gifts/${'a'.repeat(43)}`
  return {
    give: giving({ kind: 'ready', left: 7 }),
    'give-nameless': giving({ kind: 'ready', left: 1 }, ''),
    'give-link': giving({ kind: 'given', link, expiresAt, left: 6 }),
    'give-in-hand': giving({ kind: 'in-hand', giftId: 6, expiresAt }),
    'give-spent': giving({ kind: 'spent', perMonth: 10, again: '2026-10-01' }),
    'give-open': giving({ kind: 'open' }),
    'give-closed': giving({ kind: 'closed' }),
    'give-off': giving({ kind: 'off' }),
    gifts: <GiftsPage frame={frame} gifts={given} left={7} />,
    'gifts-none': <GiftsPage frame={frame} gifts={[]} left={10} />,
    'gifts-refused': (
      <GiftsPage frame={frame} gifts={given.slice(1, 2)} left={0} refused={{ kind: 'spent', again: '2026-10-01' }} />
    ),
    'gifts-closed': (
      <GiftsPage frame={frame} gifts={given.slice(0, 1).map((one) => ({ ...one, state: { kind: 'closed' } }))} left={null} />
    ),
    'gift-over': <GiftOverPage frame={frame} />,
    'gift-too-many': <GiftOverPage frame={frame} isTooMany />,
    'pick-given': pick({ lead: ferry, part, gift: { kind: 'open', giver: 'Philippa Thistlewood-Marchbanks' } }),
    'pick-to-give': pick({ lead: fog, part: { ...part, excerpt: fogExcerpt }, mayGive: true }),
    'wall-gift-resting': pick({ ...walled(ferry), gift: { kind: 'resting' } }),
    'wall-gift-over': pick({ ...walled(ferry), gift: { kind: 'over' } }),
  }
}
