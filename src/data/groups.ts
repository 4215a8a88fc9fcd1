import type { Group, GroupTerms } from '../domain/group.ts'
import type { Db, Trx } from './schema.ts'

/** Begins a group, with nobody in it yet, and gives its id. */
export async function saveGroup(
  trx: Trx,
  { name, opens, window, seats, administratorId, now }: GroupTerms & { administratorId: number; now: Date },
): Promise<number> {
  const row = await trx
    .insertInto('reader_group')
    .values({
      name,
      opens,
      seats,
      from_at: window.from.toISOString(),
      until_at: window.until?.toISOString() ?? null,
      taken: 0,
      administrator_id: administratorId,
      mails_day: '',
      mails_sent: 0,
      created_at: now.toISOString(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Changes what was agreed; false, and nothing changes, where more seats are taken than there would be. The grants are not touched. */
export async function updateGroup(trx: Trx, id: number, { name, opens, window, seats }: GroupTerms): Promise<boolean> {
  const terms = { name, opens, seats, from_at: window.from.toISOString(), until_at: window.until?.toISOString() ?? null }
  const update = trx.updateTable('reader_group').set(terms).where('id', '=', id)
  const result = await (seats === null ? update : update.where('taken', '<=', seats)).executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function findGroup(db: Db, id: number): Promise<Group | null> {
  const row = await db.selectFrom('reader_group').select(columns).where('id', '=', id).executeTakeFirst()
  return row ? asGroup(row) : null
}

/** The group of this name, to the letter. */
export async function findGroupNamed(db: Db, name: string): Promise<Group | null> {
  const row = await db.selectFrom('reader_group').select(columns).where('name', '=', name).executeTakeFirst()
  return row ? asGroup(row) : null
}

/** Every group there is or was, by name. */
export async function listGroups(db: Db): Promise<Group[]> {
  const rows = await db.selectFrom('reader_group').select(columns).orderBy('name').orderBy('id').execute()
  return rows.map(asGroup)
}

/** How many groups there are or were. */
export async function countGroups(db: Db): Promise<number> {
  const row = await db
    .selectFrom('reader_group')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** The groups a member looks after, by name. */
export async function listGroupsAdministeredBy(db: Db, memberId: number): Promise<Group[]> {
  const rows = await db
    .selectFrom('reader_group')
    .select(columns)
    .where('administrator_id', '=', memberId)
    .orderBy('name')
    .execute()
  return rows.map(asGroup)
}

/** Gives a group to another administrator, whoever looked after it. */
export async function saveAdministrator(trx: Trx, groupId: number, memberId: number): Promise<void> {
  await trx.updateTable('reader_group').set({ administrator_id: memberId }).where('id', '=', groupId).execute()
}

/** Hands a group over from its administrator to somebody with a seat in it; false when either isn't so. One statement decides. */
export async function handOverGroup(
  trx: Trx,
  { groupId, from, to }: { groupId: number; from: number; to: number },
): Promise<boolean> {
  const result = await trx
    .updateTable('reader_group')
    .set({ administrator_id: to })
    .where('id', '=', groupId)
    .where('administrator_id', '=', from)
    .where((eb) =>
      eb.exists(eb.selectFrom('group_seat').select('member_id').where('group_id', '=', groupId).where('member_id', '=', to)),
    )
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Leaves the groups that a member looks after without an administrator. */
export async function deleteAdministrator(trx: Trx, memberId: number): Promise<void> {
  await trx.updateTable('reader_group').set({ administrator_id: null }).where('administrator_id', '=', memberId).execute()
}

/** Counts one mail on a group's day and says whether it may go out; of any number that come at once no more than `most` may. */
export async function countGroupMail(
  trx: Trx,
  { groupId, day, most }: { groupId: number; day: string; most: number },
): Promise<boolean> {
  const result = await trx
    .updateTable('reader_group')
    .set((eb) => ({
      mails_day: day,
      mails_sent: eb
        .case()
        .when('mails_day', '=', day)
        .then(eb('mails_sent', '+', 1))
        .else(1)
        .end(),
    }))
    .where('id', '=', groupId)
    .where((eb) => eb.or([eb('mails_day', '<>', day), eb('mails_sent', '<', most)]))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

const columns = ['id', 'name', 'opens', 'from_at', 'until_at', 'seats', 'taken', 'administrator_id'] as const

type Row = Pick<Group, 'id' | 'name' | 'opens' | 'seats' | 'taken'> & {
  from_at: string
  until_at: string | null
  administrator_id: number | null
}

function asGroup({ from_at, until_at, administrator_id, ...row }: Row): Group {
  const window = { from: new Date(from_at), until: until_at === null ? null : new Date(until_at) }
  return { ...row, window, administratorId: administrator_id }
}
