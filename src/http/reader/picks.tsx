import { findExcerpt } from '../../data/excerpts.ts'
import { findMovedPick } from '../../data/redirects.ts'
import { chooseNextPick, rankFollowers } from '../../flows/choose-next-pick.ts'
import { type Ready, whenReady } from '../../kit/ready.ts'
import type { NextPick, OpenedPick } from '../../views/frame.ts'
import { PickFragment } from '../../views/pick-article.tsx'
import { PickPage } from '../../views/pick-page.tsx'
import { renderFragment, renderPage } from '../../views/render.ts'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import { finishOnce } from '../finished-pages.ts'
import type { Problems } from '../problems.ts'
import { paths } from '../routes.ts'
import { findLeadKept, type Metered, meterPick } from './metering.ts'
import { openPart, wallPart } from './opened-part.ts'

const longestTrail = 400
const html = 'text/html; charset=utf-8'

/** A pick with its page, and the same pick as the next part of a stream. What the reader gets is decided anew for every request. */
export function pickHandlers(live: Deps, problems: Problems): Record<'pick' | 'pickStream', Handler> {
  const pinned = pinGenerations(live)

  const open =
    (show: Show): Handler =>
    (c) => {
      const answer = () => answerOnce(pinned(), c, { show, problems })
      return whenReady(answer(), (response) => {
        if (response) return response
        // The pick was changed after it had been decided on.
        return live.refresh().then(async () => (await answer()) ?? problems.send(c, 503))
      })
    }

  return {
    pick: open((deps, c, metered) => {
      const { lead, cache, headers, variant } = metered
      const { pages } = deps.generation()
      const key = `pick ${lead.id} ${variant}`
      const trail = readTrail(c)
      const isKept = trail.length === 0 && isSameForAll(metered)
      const known = isKept ? pages.find(key) : undefined
      return known
        ? deps.replies.page(c, known, cache, { headers })
        : showPage(deps, c, { metered, trail, key: isKept ? key : null })
    }),
    pickStream: open(showFragment),
  }
}

async function showPage(
  deps: Deps,
  c: Ctx,
  { metered, trail, key }: { metered: Metered; trail: number[]; key: string | null },
): Promise<Response | null> {
  const { pages, frame } = deps.generation()
  const { cache, headers } = metered
  const pick = await openPick(deps, metered)
  if (!pick) return null
  const next = await findNext(deps, metered, trail)
  const render = () => renderPage(<PickPage frame={frame} pick={pick} next={next} private={cache === 'reader'} />)
  const page = key === null ? finishOnce(render()) : await pages.load(key, render)
  return deps.replies.page(c, page, cache, { headers })
}

async function showFragment(deps: Deps, c: Ctx, metered: Metered): Promise<Response | null> {
  const { pages, frame } = deps.generation()
  const { lead, headers } = metered
  const key = `stream ${lead.id} ${metered.variant}`
  const isKept = isSameForAll(metered)
  const known = isKept ? pages.find(key) : undefined
  const pick = known ? null : await openPick(deps, metered)
  const render = (opened: OpenedPick) => renderFragment(<PickFragment frame={frame} pick={opened} />)
  const page = known ?? (pick && (isKept ? await pages.load(key, () => render(pick)) : finishOnce(render(pick))))
  if (!page) return null
  const next = await findNext(deps, metered, readTrail(c))
  return deps.replies.page(c, page, 'reader', { headers: { ...headers, ...pointerTo(next) } })
}

/** Null when the pick was changed while it was decided on. */
function answerOnce(deps: Deps, c: Ctx, { show, problems }: { show: Show; problems: Problems }): Ready<Response | null> {
  const slug = c.req.param('slug') ?? ''
  return whenReady(deps.generation().leads.get(slug) ?? findLeadKept(deps, slug), (lead) => {
    if (!lead) return elsewhere(deps, c, slug, problems)
    return whenReady(meterPick(deps, c, lead), (metered) => {
      const { access } = metered.reading
      if (access.kind === 'lead' && access.why === 'prefetch') return deps.replies.nothing(503, 'reader')
      if (access.kind === 'lead' && access.why === 'head') return deps.replies.nothing(200, 'reader', { 'content-type': html })
      return show(deps, c, metered)
    })
  })
}

/** The address that a pick once had leads to the one it has now, for ever. */
async function elsewhere(deps: Deps, c: Ctx, slug: string, problems: Problems): Promise<Response> {
  const moved = await findMovedPick(deps.database.db, slug, deps.now())
  if (moved === null) return problems.notFound(c)
  const path = c.req.path.endsWith('/stream') ? paths.pickStream(moved) : paths.pick(moved)
  return deps.replies.nothing(301, 'never', { location: path + new URL(c.req.url).search })
}

/** Whether everyone with this variant gets the same: not where a gift may name its giver, nor where nobody knows who reads. */
function isSameForAll({ gift, isKnown }: Metered): boolean {
  return isKnown && gift?.kind !== 'open'
}

type Show = (deps: Deps, c: Ctx, metered: Metered) => Ready<Response | null>

/** One generation for the whole request: a lead from before an edit must not be kept among the pages made after it. */
function pinGenerations(live: Deps): () => Deps {
  let pinned = live
  return () => {
    const generation = live.generation()
    if (pinned === live || pinned.generation() !== generation) pinned = { ...live, generation: () => generation }
    return pinned
  }
}

/** Where the stream goes on, as headers: the fragment itself is the same whatever follows it. */
function pointerTo(next: NextPick | null): Record<string, string> {
  if (!next) return {}
  return { 'tessera-next': next.href, 'tessera-next-headline': encodeURIComponent(next.headline) }
}

/** The pick as a reader with this access sees it. The excerpt is only found with the permit that the decision gave; null when it is out of date. */
async function openPick(deps: Deps, { lead, reading, reader, courtesy, gift, mayGive }: Metered): Promise<OpenedPick | null> {
  const { access, allowance, period } = reading
  const pick = { lead, reader, gift, mayGive }
  const { policy } = deps.generation().magazine
  if (access.kind === 'lead') return { ...pick, part: wallPart(access.why, { allowance, period, policy }) }
  const earned = await findExcerpt(deps.database.db, access.permit)
  if (!earned) return null
  const part = openPart(access, earned, allowance)
  return access.kind === 'open' ? { ...pick, courtesy: courtesy?.group ?? null, part } : { ...pick, part }
}

async function findNext(deps: Deps, { lead, isKnown }: Metered, trail: number[]): Promise<NextPick | null> {
  // The database has just failed to say who reads, and isn't waited for once more.
  if (!isKnown) return null
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
  const text = c.req.url.includes('?') ? c.req.query('after') : undefined
  if (!text || !/^\d{1,9}(\.\d{1,9})*$/.test(text)) return []
  return [...new Set(text.split('.').map(Number))].slice(-longestTrail)
}
