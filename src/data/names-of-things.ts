import type { Thing, ThingRef } from '../domain/things.ts'
import { listNames } from './members.ts'
import type { Db } from './schema.ts'

/** What things are called today, by kind and then by what they go by; what is gone isn't in it. */
export type NamesOfThings = ReadonlyMap<Thing, ReadonlyMap<string, string>>

/** Names all these things: a statement for each kind that is among them. A pick that readers see has the headline they see. */
export async function listNamesOfThings(db: Db, refs: readonly ThingRef[]): Promise<NamesOfThings> {
  const ids = new Map<Thing, Set<string>>()
  for (const { thing, id } of refs) ids.set(thing, (ids.get(thing) ?? new Set()).add(id))
  const named = [...ids].map(async ([thing, wanted]) => [thing, await namesOf[thing](db, [...wanted])] as const)
  return new Map(await Promise.all(named))
}

type Names = Promise<Map<string, string>>

const namesOf: Record<Thing, (db: Db, ids: string[]) => Names> = {
  pick: listHeadlines,
  topic: async (db, ids) => byId(await db.selectFrom('topic').select(['id', 'name']).where('id', 'in', numbers(ids)).execute()),
  source: async (db, ids) => byId(await db.selectFrom('source').select(['id', 'name']).where('id', 'in', numbers(ids)).execute()),
  capture: async (db, ids) => {
    const rows = await db.selectFrom('capture').select(['id', 'title']).where('id', 'in', numbers(ids)).execute()
    return byId(rows.map(({ id, title }) => ({ id, name: title ?? '' })))
  },
  member: listMemberNames,
  staff: listMemberNames,
  group: async (db, ids) =>
    byId(await db.selectFrom('reader_group').select(['id', 'name']).where('id', 'in', numbers(ids)).execute()),
  plan: async (db, slugs) => bySlug(await db.selectFrom('plan').select(['slug', 'name']).where('slug', 'in', slugs).execute()),
  newsletter: async (db, idsOrSlugs) => {
    const rows = await db.selectFrom('newsletter').select(['id', 'slug', 'name']).execute()
    const names = new Map([...byId(rows), ...bySlug(rows)])
    return new Map([...names].filter(([id]) => idsOrSlugs.includes(id)))
  },
  mail: async (db, ids) => {
    const rows = await db.selectFrom('outgoing_mail').select(['id', 'recipient']).where('id', 'in', numbers(ids)).execute()
    return byId(rows.map(({ id, recipient }) => ({ id, name: recipient })))
  },
}

async function listHeadlines(db: Db, ids: string[]): Names {
  const rows = await db
    .selectFrom('pick')
    .leftJoin('draft', 'draft.pick_id', 'pick.id')
    .select(['pick.id', 'pick.headline', 'pick.published_at', 'draft.headline as written'])
    .where('pick.id', 'in', numbers(ids))
    .execute()
  return byId(
    rows.map(({ id, headline, published_at, written }) => {
      return { id, name: published_at === null ? written || headline : headline }
    }),
  )
}

async function listMemberNames(db: Db, ids: string[]): Names {
  return new Map([...(await listNames(db, numbers(ids)))].map(([id, name]) => [String(id), name]))
}

/** What can be no number is no thing's either. */
function numbers(ids: readonly string[]): number[] {
  return [0, ...ids.map(Number).filter((id) => Number.isInteger(id) && id > 0 && id < 2 ** 31)]
}

function byId(rows: readonly { id: number; name: string }[]): Map<string, string> {
  return new Map(rows.map(({ id, name }) => [String(id), name]))
}

function bySlug(rows: readonly { slug: string; name: string }[]): Map<string, string> {
  return new Map(rows.map(({ slug, name }) => [slug, name]))
}
