import type { Lead } from '../../domain/pick.ts'
import { type GiftOpened, openGift } from '../../flows/open-gift.ts'
import { findCookie } from '../../kit/cookie.ts'
import { Late } from '../../kit/deadline.ts'
import { type GiftToken, giftCookieName } from '../../kit/gift-token.ts'
import { giftMail } from '../../views/mail/gift-mail.ts'
import { type Ctx, headerOf } from '../context.ts'
import type { Deps } from '../deps.ts'
import { paths } from '../routes.ts'
import { senderFor } from './sender.ts'

/** A gift that a browser came with. `open` asks for it, and counts; `came` is what that came to, null while nobody has asked. */
export type BroughtGift = { open: () => Promise<number | null | 'late'>; came: () => GiftOpened | null }

/** The gifts whose cookie came with the request; null for a browser that brought none that we made. */
export function findGifts({ gifts }: Deps, c: Ctx): GiftToken | null {
  const cookie = findCookie(headerOf(c, 'cookie'), giftCookieName)
  return cookie === null ? null : gifts.tokens.read(cookie)
}

/** The gift of this pick, and of no other, that the browser came with. When it can't be looked up it opens nothing. */
export function findBroughtGift(deps: Deps, c: Ctx, lead: Lead): BroughtGift | null {
  const token = findGifts(deps, c)
  const gift = token?.gifts.find(({ pickId }) => pickId === lead.id)
  if (!token || !gift) return null
  let came: GiftOpened | null = null
  const open = async () => {
    const asked = await ask(deps, lead, { gift, reader: token.reader })
    if (asked === 'late') return asked
    came = asked
    return came?.kind === 'open' ? lead.id : null
  }
  return { open, came: () => came }
}

async function ask(
  deps: Deps,
  lead: Lead,
  brought: { gift: { id: number; link: number }; reader: string },
): Promise<GiftOpened | 'late' | null> {
  const { magazine } = deps.generation()
  const link = deps.origin + paths.gifts()
  try {
    return await deps.meter.deadline(
      openGift(
        {
          db: deps.database.db,
          policy: magazine.gifts,
          now: deps.now(),
          writeMail: (why) => giftMail(senderFor(deps), { headline: lead.headline, why, link }),
        },
        { ...brought, pick: lead },
      ),
    )
  } catch (error) {
    deps.gifts.onFailure(error)
    return error instanceof Late ? 'late' : null
  }
}
