import { listAudit, type AuditEntry as Stored } from '../../data/audit.ts'
import { listNames } from '../../data/members.ts'
import { listNamesOfThings, type NamesOfThings } from '../../data/names-of-things.ts'
import { deedsOf } from '../../domain/deeds.ts'
import { type Thing, type ThingRef, thingOf } from '../../domain/things.ts'
import { memberOfActor } from '../../flows/write-audit.ts'
import type { AuditEntry, Mention } from './contract-log.ts'
import type { DeskAnswers } from './desk-route.ts'
import { actorOf } from './people.ts'

type Detail = AuditEntry['detail']

/** What was done at the desk. The log keeps numbers and no names, so that nothing of whoever leaves stays in it; here they are named. */
export const logAnswers: DeskAnswers<'listAudit'> = {
  listAudit: async ({ deps, asked: { before = null, limit, who, kind } }) => {
    const { db } = deps.database
    const whats = kind && deedsOf(kind)
    const entries = (await listAudit(db, { before, limit, who, whats })).map(readEntry)
    const members = entries.flatMap(({ who: actor }) => memberOfActor(actor) ?? [])
    const mentions = entries.flatMap(({ on, also }) => [on ?? [], also ?? []].flat())
    const [people, names] = await Promise.all([listNames(db, members), listNamesOfThings(db, mentions)])
    const last = entries.at(-1)
    return {
      answer: {
        entries: entries.map(({ who: actor, on, also, ...entry }) => {
          return { ...entry, who: actorOf(people, actor), actor, on: mention(names, on), also: mention(names, also) }
        }),
        next: last && entries.length === limit && last.id > 1 ? last.id : null,
      },
    }
  },
}

function readEntry({ id, at, who, what, subject, detail: text }: Stored) {
  const detail = JSON.parse(text) as Detail
  return { id, at, who, what, subject, detail, on: thingOf(subject), also: alsoNamed(detail, who) }
}

const named: readonly Thing[] = ['member', 'plan', 'newsletter', 'capture']

/** The thing that the details name under its own word; or who is behind what somebody else did, as of a pick that goes out by itself. */
function alsoNamed(detail: Detail, who: string): ThingRef | null {
  for (const thing of named) {
    const id = detail[thing]
    if (typeof id === 'number' || typeof id === 'string') return { thing, id: String(id) }
  }
  return typeof detail.by === 'string' && detail.by !== who ? thingOf(detail.by) : null
}

function mention(names: NamesOfThings, ref: ThingRef | null): Mention | null {
  return ref && { ...ref, name: names.get(ref.thing)?.get(ref.id) ?? null }
}
