import { countOpening, findGift, findGiftLink, findGiver } from '../data/gift-openings.ts'
import { type OutgoingMail, saveMail } from '../data/outgoing-mail.ts'
import type { Db } from '../data/schema.ts'
import { decideGift, type GiftPause, type GiftPolicy } from '../domain/gift.ts'
import type { Visibility } from '../domain/pick.ts'
import { isToken, type Secrets } from '../kit/secret-token.ts'

export type OpenGiftDeps = {
  db: Db
  policy: GiftPolicy
  now: Date
  /** The mail that tells the giver that their link has paused itself. */
  writeMail: (paused: GiftPause) => Omit<OutgoingMail, 'recipient'>
}

/** What a browser comes with: a gift by the number of its link, and the random id it is counted by. */
export type OpeningAsked = { gift: { id: number; link: number }; reader: string; pick: { id: number; visibility: Visibility } }

/** `giver` is empty where they don't say who they are. `resting`: nobody new comes in for now. `over`: nobody ever. */
export type GiftOpened = { kind: 'open'; giver: string } | { kind: 'resting' | 'over' }

/** A link that somebody was given, whatever has become of it since. */
export type KnownLink = { giftId: number; link: number; pickId: number; expiresAt: Date }

/** The link with this token; null for a token that nobody was given. Nothing is counted, since robots follow links too. */
export async function findLink(
  { db, secrets }: { db: Db; secrets: Pick<Secrets, 'hash'> },
  token: string,
): Promise<KnownLink | null> {
  return isToken(token) ? findGiftLink(db, secrets.hash(token)) : null
}

/**
 * Opens a pick by a gift, for one browser, which is counted the first time. Where that was the last there was room for the gift
 * pauses and its giver is written to, all in one transaction: neither happens without the other, nor twice.
 */
export async function openGift(deps: OpenGiftDeps, asked: OpeningAsked): Promise<GiftOpened> {
  const { db, policy, now } = deps
  const { gift, reader, pick } = asked
  if (policy.perMonth === 0) return { kind: 'over' }
  // Looked at again only when it changed between the look and the count.
  for (let attempt = 0; attempt < 3; attempt++) {
    const found = await findGift(db, { giftId: gift.id, reader, now })
    if (!found) return { kind: 'over' }
    const decision = decideGift(found, { pick, link: gift.link, now })
    if (decision === 'open') return { kind: 'open', giver: found.giver }
    if (decision !== 'count') return { kind: decision }
    if (await count(deps, asked)) return { kind: 'open', giver: found.giver }
  }
  return { kind: 'over' }
}

function count({ db, policy, now, writeMail }: OpenGiftDeps, { gift, reader, pick }: OpeningAsked): Promise<boolean> {
  const opening = { giftId: gift.id, reader, link: gift.link, visibility: pick.visibility, now }
  return db.transaction().execute(async (trx) => {
    const counted = await countOpening(trx, opening, policy)
    if (counted.kind !== 'counted') return false
    const giver = counted.paused === null ? null : await findGiver(trx, gift.id)
    if (counted.paused !== null && giver)
      await saveMail(trx, { recipient: giver.email, ...writeMail(counted.paused) }, { now, usefulUntil: giver.expiresAt })
    return true
  })
}
