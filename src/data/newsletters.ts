import { sql } from 'kysely'
import type { Db, Trx } from './schema.ts'

/** One of the magazine's newsletters. */
export type Newsletter = { id: number; slug: string; name: string; description: string; position: number; retiredAt: Date | null }

/** A newsletter with what a member has chosen; `chosenAt` is null where they never have, and then they don't get it. */
export type NewsletterChoice = { slug: string; name: string; description: string; wants: boolean; chosenAt: Date | null }

/** All of them in their order, the retired ones last; with how many members want each. */
export async function listNewsletters(db: Db): Promise<(Newsletter & { wantedBy: number })[]> {
  const rows = await db
    .selectFrom('newsletter')
    .select(['id', 'slug', 'name', 'description', 'position', 'retired_at'])
    .select((eb) =>
      eb
        .selectFrom('newsletter_choice')
        .whereRef('newsletter_id', '=', 'newsletter.id')
        .where('wants', '=', 1)
        .select((count) => count.fn.countAll<number>().as('count'))
        .as('wanted_by'),
    )
    .orderBy((eb) => eb.case().when('retired_at', 'is', null).then(0).else(1).end())
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map(({ retired_at, wanted_by, ...row }) => ({
    ...row,
    retiredAt: retired_at === null ? null : new Date(retired_at),
    wantedBy: Number(wanted_by),
  }))
}

/** Begins a newsletter, or changes the one with this slug and brings it back. Without a position it stands after all others. */
export async function saveNewsletter(
  db: Db,
  {
    slug,
    name,
    description,
    position,
    now,
  }: Pick<Newsletter, 'slug' | 'name' | 'description'> & { position: number | null; now: Date },
): Promise<void> {
  await db
    .insertInto('newsletter')
    .values({
      slug,
      name,
      description,
      position: position ?? sql<number>`(select coalesce(max(position), 0) + 1 from newsletter)`,
      retired_at: null,
      created_at: now.toISOString(),
    })
    .onConflict((conflict) =>
      conflict.column('slug').doUpdateSet({ name, description, retired_at: null, ...(position === null ? {} : { position }) }),
    )
    .execute()
}

/** Takes a newsletter out of the account page; what members chose is kept. False when none of that slug is there to retire. */
export async function retireNewsletter(db: Db, slug: string, now: Date): Promise<boolean> {
  const result = await db
    .updateTable('newsletter')
    .set({ retired_at: now.toISOString() })
    .where('slug', '=', slug)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The newsletters there are, with a member's choices. `withRetired`: also those that were retired since they chose. */
export async function listNewsletterChoices(
  db: Db,
  memberId: number,
  { withRetired = false }: { withRetired?: boolean } = {},
): Promise<NewsletterChoice[]> {
  const rows = await db
    .selectFrom('newsletter')
    .leftJoin('newsletter_choice', (join) =>
      join.onRef('newsletter_choice.newsletter_id', '=', 'newsletter.id').on('newsletter_choice.member_id', '=', memberId),
    )
    .select(['slug', 'name', 'description', 'wants', 'chosen_at'])
    .where((eb) => (withRetired ? eb('chosen_at', 'is not', null) : eb('retired_at', 'is', null)))
    .orderBy('position')
    .orderBy('newsletter.id')
    .execute()
  return rows.map(({ slug, name, description, wants, chosen_at }) => ({
    ...{ slug, name, description, wants: wants === 1 },
    chosenAt: chosen_at === null ? null : new Date(chosen_at),
  }))
}

/** Writes down what a member wants of one newsletter, and when they said so. What they had chosen already keeps its time. */
export async function saveNewsletterChoice(
  trx: Trx,
  { memberId, slug, wants, now }: { memberId: number; slug: string; wants: boolean; now: Date },
): Promise<void> {
  const chosen = { wants: wants ? 1 : 0, chosen_at: now.toISOString() }
  if (!wants) {
    // Who never wanted it has nothing to take back.
    await trx
      .updateTable('newsletter_choice')
      .set(chosen)
      .where('member_id', '=', memberId)
      .where('wants', '=', 1)
      .where('newsletter_id', '=', (eb) => eb.selectFrom('newsletter').select('id').where('slug', '=', slug))
      .execute()
    return
  }
  await trx
    .insertInto('newsletter_choice')
    .columns(['member_id', 'newsletter_id', 'wants', 'chosen_at'])
    .expression((eb) =>
      eb
        .selectFrom('newsletter')
        .select(({ val, ref }) => [val(memberId).as('member_id'), ref('id').as('newsletter_id')])
        .select(({ val }) => [val(chosen.wants).as('wants'), val(chosen.chosen_at).as('chosen_at')])
        .where('slug', '=', slug)
        .where('retired_at', 'is', null),
    )
    .onConflict((conflict) =>
      conflict.columns(['member_id', 'newsletter_id']).doUpdateSet(chosen).where('newsletter_choice.wants', '=', 0),
    )
    .execute()
}

/** Deletes all that a member has chosen. */
export async function deleteNewsletterChoices(trx: Trx, memberId: number): Promise<void> {
  await trx.deleteFrom('newsletter_choice').where('member_id', '=', memberId).execute()
}
