import { loadExcerpt } from '../../data/excerpts.ts'
import type { LeadReason } from '../../domain/access.ts'
import type { Lead } from '../../domain/pick.ts'
import { chooseNextPick, rankFollowers } from '../../flows/choose-next-pick.ts'
import type { MeterReading } from '../../flows/meter-reading.ts'
import type { NextPick, OpenedPick, WallPart } from '../../views/frame.ts'
import { PickFragment } from '../../views/pick-article.tsx'
import { PickPage } from '../../views/pick-page.tsx'
import { renderFragment, renderPage } from '../../views/render.ts'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import { finishPage } from '../finished-pages.ts'
import type { Problems } from '../problems.ts'
import { paths } from '../routes.ts'
import { findLeadKept, type Metered, meterPick } from './metering.ts'

const longestTrail = 400

/** A pick with its page, and the same pick as the next part of a stream. What the reader gets is decided anew for every request. */
export function pickHandlers(live: Deps, problems: Problems): Record<'pick' | 'pickStream', Handler> {
  const open = (show: (deps: Deps, c: Ctx, metered: Metered) => Promise<Response>) => async (c: Ctx) => {
    // One generation for the whole request: a lead from before an edit must not be kept among the pages made after it.
    const generation = live.generation()
    const deps = { ...live, generation: () => generation }
    const lead = await findLeadKept(deps, c.req.param('slug') ?? '')
    if (!lead) return problems.notFound(c)
    const metered = await meterPick(deps, c, lead)
    const { access } = metered.reading
    if (access.kind === 'lead' && access.why === 'prefetch') return deps.replies.nothing(503, 'reader')
    if (access.kind === 'lead' && access.why === 'head')
      return deps.replies.nothing(200, 'reader', { 'content-type': 'text/html; charset=utf-8' })
    return show(deps, c, metered)
  }

  return {
    pick: open(async (deps, c, { lead, variant, cache, headers, reading }) => {
      const { pages, frame } = deps.generation()
      const trail = readTrail(c)
      const render = async () => {
        const [pick, next] = [await openPick(deps, lead, reading), await findNext(deps, lead, trail)]
        return renderPage(<PickPage frame={frame} pick={pick} next={next} private={cache === 'reader'} />)
      }
      const page = trail.length > 0 ? finishPage(await render()) : await pages.load(`pick ${lead.id} ${variant}`, render)
      return deps.replies.page(c, page, cache, { headers })
    }),
    pickStream: open(async (deps, c, { lead, variant, headers, reading }) => {
      const { pages, frame } = deps.generation()
      const render = async () => renderFragment(<PickFragment frame={frame} pick={await openPick(deps, lead, reading)} />)
      const page = await pages.load(`stream ${lead.id} ${variant}`, render)
      const next = await findNext(deps, lead, readTrail(c))
      const pointer: Record<string, string> = next
        ? { 'tessera-next': next.href, 'tessera-next-headline': encodeURIComponent(next.headline) }
        : {}
      return deps.replies.page(c, page, 'reader', { headers: { ...headers, ...pointer } })
    }),
  }
}

/** The pick as a reader with this access sees it. The excerpt is only loaded with the permit that the decision gave. */
async function openPick(deps: Deps, lead: Lead, reading: MeterReading): Promise<OpenedPick> {
  const { access, allowance } = reading
  if (access.kind === 'lead') return { lead, part: wallOf(deps, access.why, reading) }
  const excerpt = await loadExcerpt(deps.database.db, access.permit)
  if (access.kind === 'open') return { lead, part: { kind: 'open', excerpt, left: null, allowance: null, nth: null } }
  return { lead, part: { kind: 'open', excerpt, left: access.left, allowance, nth: access.nth } }
}

function wallOf(deps: Deps, why: LeadReason, { allowance, period }: MeterReading): WallPart {
  switch (why) {
    case 'subscribers-only':
    case 'sign-up-first':
      return { kind: 'wall', why }
    case 'allowance-spent': {
      const { policy } = deps.generation().magazine
      if (allowance === null || period === null) throw new Error('A spent allowance has a number and a period')
      return { kind: 'wall', why, allowance, opensAgain: period.opensAgain, period: policy.period, periodStart: period.start }
    }
    // The first two are answered without a page.
    case 'head':
    case 'prefetch':
    case 'not-counting':
      return { kind: 'wall', why: 'not-counting' }
  }
}

async function findNext(deps: Deps, lead: Lead, trail: number[]): Promise<NextPick | null> {
  const { db } = deps.database
  const { followers } = deps.generation()
  const now = deps.now()
  const ranked = followers.get(lead.id) ?? (await rankFollowers(db, lead, now))
  followers.set(lead.id, ranked)
  const next = await chooseNextPick(db, { followers: ranked, trail, lead, now })
  return next && { href: paths.pickAfter(next.slug, [...trail.filter((id) => id !== lead.id), lead.id]), headline: next.headline }
}

/** The picks the reader has come through, by id. Whatever isn't a short list of numbers is no trail, and changes nothing. */
function readTrail(c: Ctx): number[] {
  const text = c.req.query('after')
  if (!text || !/^\d{1,9}(\.\d{1,9})*$/.test(text)) return []
  return [...new Set(text.split('.').map(Number))].slice(-longestTrail)
}
