import { englishStyle } from '../../domain/house-style.ts'
import { type MadeUpReader, madeUpReaders } from '../../domain/made-up-reader.ts'
import type { MeterPolicy } from '../../domain/policy.ts'
import { findDeskPerson } from '../../flows/find-desk-person.ts'
import { type Preview, type PreviewAsked, previewPick } from '../../flows/preview-pick.ts'
import type { OpenedPick, WhoseReading } from '../../views/frame.ts'
import { PickPage } from '../../views/pick-page.tsx'
import { renderPage } from '../../views/render.ts'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { Problems } from '../problems.ts'
import { openPart, wallPart } from '../reader/opened-part.ts'
import { idOf } from '../reader/signed-in.ts'
import { findSignedIn } from '../reader/who.ts'
import { framedPolicy } from '../security-headers.ts'

const whose: Record<MadeUpReader, WhoseReading> = {
  visitor: 'visitor',
  newcomer: 'visitor',
  member: 'member',
  'former-subscriber': 'former-subscriber',
  subscriber: 'subscriber',
  'metered-subscriber': 'subscriber',
  guest: 'visitor',
  robot: 'visitor',
}

/** For a frame of the desk, and for nobody's history, cache or address bar. */
const headers = {
  'content-security-policy': framedPolicy,
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, noarchive',
}

/**
 * The page of a pick as a reader who isn't there would get it: the reader's own page, of what is being written. Whoever may not look at the pick
 * at the desk finds nothing here, as at any other address; nor does a session that hasn't shown the second proof it needs.
 */
export function previewHandlers(deps: Deps, problems: Problems): Record<'deskPreview', Handler> {
  return {
    deskPreview: async (c) => {
      const asked = readAsked(c)
      const session = asked && (await findSignedIn(deps, c))
      const person = session && (await findDeskPerson({ db: deps.database.db, now: deps.now() }, session))
      if (!asked || !person || person.door === 'second-proof') return problems.notFound(c)
      const { magazine, calendar, frame } = deps.generation()
      const { policy, gifts } = magazine
      const flow = { db: deps.database.db, person, calendar, style: englishStyle, now: deps.now(), policy, gifts }
      const preview = await previewPick(flow, asked)
      if (preview === null) return problems.notFound(c)
      // What follows depends on where a reader comes from, and a stream would need its script.
      const page = <PickPage frame={frame} pick={openedPick(preview, asked, policy)} next={null} private />
      return deps.replies.once(c, renderPage(page), 'reader', { headers })
    },
  }
}

function openedPick({ lead, got, mayGive, ...numbers }: Preview, { reader }: PreviewAsked, policy: MeterPolicy): OpenedPick {
  const pick = { lead, reader: whose[reader], mayGive, gift: null }
  if (got.kind === 'wall') return { ...pick, part: wallPart(got.why, { ...numbers, policy }) }
  const { access } = got
  const gift = access.kind === 'open' && access.why === 'gift' ? ({ kind: 'open', giver: '' } as const) : null
  return { ...pick, gift, part: openPart(access, got, numbers.allowance) }
}

/** Null where it asks for no reader there is, or for no number. */
function readAsked(c: Ctx): PreviewAsked | null {
  const [id, name, left] = [idOf(c, 'id'), c.req.query('reader') ?? 'visitor', c.req.query('left') ?? '']
  const reader = madeUpReaders.find((one) => one === name)
  if (id === 0 || reader === undefined || !/^\d{0,4}$/.test(left)) return null
  return { id, reader, left: left === '' ? null : Number(left) }
}
