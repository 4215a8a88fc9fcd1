import { type DeskPick, indexDraft } from '../data/drafts.ts'
import { updatePick } from '../data/picks.ts'
import type { Trx } from '../data/schema.ts'
import { saveSource } from '../data/sources.ts'
import { saveTopic } from '../data/topics.ts'
import type { PickText } from '../domain/pick.ts'
import { printPick } from '../domain/pick-text.ts'
import type { Cover } from '../domain/picture.ts'
import { withSlug } from '../domain/same-pick.ts'
import { slugOf } from '../domain/slug.ts'
import type { PickDeps } from './desk-deps.ts'
import { firstFree } from './free-slug.ts'
import { nameOfActor } from './write-audit.ts'

type Rewriting = {
  id: number
  slug: string
  pick: PickText
  /** The one it has where it isn't said. */
  cover?: Cover | null
  /** Who is named with the version; whoever does it unless it is said. */
  savedBy?: string
  /** False where nobody writes in it by this: then when it was saved last stays. */
  isSaving?: boolean
}

/** Makes this what the pick says, as a new version. */
export async function savePick(trx: Trx, deps: PickDeps, { id, slug, pick, savedBy, ...rest }: Rewriting): Promise<void> {
  const named = withSlug(pick, slug)
  const text = printPick(named, deps.style)
  const record = { pick: named, slug, text, savedAt: deps.now, savedBy: savedBy ?? nameOfActor(deps.by) }
  await updatePick(trx, id, { ...record, ...rest, ...(await idsOfParts(trx, pick)) })
}

/** The same for one that may be a draft: the search goes on finding what is being written. */
export async function rewritePick(
  trx: Trx,
  deps: PickDeps,
  { desk, ...rewriting }: Pick<Rewriting, 'slug' | 'pick' | 'isSaving'> & { desk: DeskPick },
) {
  await savePick(trx, deps, { ...rewriting, id: desk.id })
  const { id, content, publishedAt } = desk
  if (content !== null && publishedAt === null) await indexDraft(trx, id, { content, visibility: rewriting.pick.visibility })
}

async function idsOfParts(trx: Trx, pick: PickText): Promise<{ sourceId: number; topicIds: number[] }> {
  const slugFor = (name: string) => async (isTaken: (slug: string) => Promise<boolean>) =>
    (await firstFree(slugOf(name), 1, isTaken)).slug
  const topicIds: number[] = []
  for (const name of pick.topics) topicIds.push(await saveTopic(trx, name, slugFor(name)))
  return { sourceId: await saveSource(trx, pick.source.name, slugFor(pick.source.name)), topicIds }
}
