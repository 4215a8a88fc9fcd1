import { listLeadsByIds } from '../../data/leads.ts'
import { findLink } from '../../flows/open-gift.ts'
import { GiftOverPage } from '../../views/gift-over-page.tsx'
import { renderPage } from '../../views/render.ts'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import { paths } from '../routes.ts'
import { findGifts } from './brought-gift.ts'
import { addressOf, isPrefetch } from './who.ts'

// The link's secret stands in its address.
const unseen = { 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' }

/**
 * Where a gift's link leads: on to the pick at once, with the gift in a cookie, so that its secret stays in no address. Nothing is
 * counted or opened here, since robots and previews follow links too.
 */
export function giftLinkHandlers(deps: Deps): Record<'giftLink' | 'giftOver', Handler> {
  const goTo = (location: string, cookie?: string) =>
    deps.replies.nothing(303, 'never', { location, ...unseen, ...(cookie ? { 'set-cookie': cookie } : {}) })

  return {
    giftLink: async (c) => {
      if (isPrefetch(c)) return deps.replies.nothing(503, 'never', unseen)
      const now = deps.now()
      const address = addressOf(deps, c)
      if (deps.gifts.guesses.isTooMany(address, now)) return refuse(deps, c)
      const link = await findLink({ db: deps.database.db, secrets: deps.secrets }, tokenOf(c))
      if (!link) deps.gifts.guesses.countWrong(address, now)
      const [lead] = link ? await listLeadsByIds(deps.database.db, [link.pickId], now) : []
      if (!link || !lead) return goTo(paths.giftOver())
      const until = Math.floor(link.expiresAt.getTime() / 1000)
      const gift = { id: link.giftId, link: link.link, pickId: link.pickId, until }
      return goTo(paths.pick(lead.slug), deps.gifts.tokens.add(findGifts(deps, c), gift, now))
    },
    giftOver: async (c) => {
      const { pages, frame } = deps.generation()
      const page = await pages.load('gift over', () => renderPage(<GiftOverPage frame={frame} />))
      return deps.replies.page(c, page, 'shared')
    },
  }
}

function refuse(deps: Deps, c: Ctx): Response {
  const page = renderPage(<GiftOverPage frame={deps.generation().frame} isTooMany />)
  return deps.replies.once(c, page, 'never', { status: 429, headers: { ...unseen, 'retry-after': '3600' } })
}

/** The token, without the full stop or bracket that a mail program may have taken for a part of the address. */
function tokenOf(c: Ctx): string {
  return (c.req.param('token') ?? '').replace(/[.,;:!?)\]}>'"’”]+$/, '')
}
