import { listNewsletterChoices, saveNewsletterChoice } from '../data/newsletters.ts'
import type { Db } from '../data/schema.ts'

/** Saves which newsletters a member wants, of those there are at present; each keeps the time of the last change of mind. */
export async function chooseNewsletters(
  { db, now }: { db: Db; now: Date },
  { memberId, wants }: { memberId: number; wants: (slug: string) => boolean },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const { slug } of await listNewsletterChoices(trx, memberId))
      await saveNewsletterChoice(trx, { memberId, slug, wants: wants(slug), now })
  })
}
