import { type DeskTopic, findDeskTopic } from '../data/desk-topics.ts'
import { findDeskPick, listDraftsUnder, refileDraft } from '../data/drafts.ts'
import { findTopicSlugOwner, moveTopicRedirects, saveTopicRedirect } from '../data/redirects.ts'
import type { Trx } from '../data/schema.ts'
import { deleteTopic, findTopicNamed, isTopicSlugTaken, listFiledUnder, updateDescription, updateTopic } from '../data/topics.ts'
import { tidy } from '../domain/markup/tidy.ts'
import { slugOf } from '../domain/slug.ts'
import { changeMagazine } from './change-magazine.ts'
import { type Change, changed, unchanged } from './commit-if.ts'
import type { DeskDeps } from './desk-deps.ts'
import { firstFree } from './free-slug.ts'
import { findWhole } from './load-written.ts'
import { rewritePick } from './rewrite-pick.ts'
import { writeAudit } from './write-audit.ts'

export type TopicChanged = { kind: 'changed' | 'unchanged' | 'missing' | 'taken' | 'no-name' | 'itself' }

/** Gives a topic another name, in every pick that is filed under it. Its old address leads to the new one for ever. */
export function renameTopic(deps: DeskDeps, { id, name }: { id: number; name: string }): Promise<TopicChanged> {
  const tidied = tidy(name)
  return changeTopics(deps, id, async (trx, topic) => {
    if (tidied === '') return unchanged({ kind: 'no-name' })
    if (tidied === topic.name) return unchanged({ kind: 'unchanged' })
    if ((await findTopicNamed(trx, tidied)) !== null) return unchanged({ kind: 'taken' })
    const isTaken = async (slug: string) =>
      slug !== topic.slug && (await isTopicSlugTaken(trx, slug)) && (await findTopicSlugOwner(trx, slug)) !== id
    const { slug } = await firstFree(slugOf(tidied), 1, isTaken)
    await updateTopic(trx, id, { name: tidied, slug })
    if (slug !== topic.slug) await saveTopicRedirect(trx, { old: topic.slug, topicId: id, slug })
    const picks = await refile(trx, deps, { topic, to: tidied })
    const detail = { from: topic.name, to: tidied, picks }
    await writeAudit(trx, deps, { what: 'renameTopic', subject: `topic ${id}`, detail })
    return changed({ kind: 'changed' })
  })
}

/** Files everything that stands under one topic under another, and deletes the one. What led to it leads to the other for ever. */
export function mergeTopic(deps: DeskDeps, { id, into }: { id: number; into: number }): Promise<TopicChanged> {
  return changeTopics(deps, id, async (trx, topic) => {
    if (id === into) return unchanged({ kind: 'itself' })
    const other = await findDeskTopic(trx, into)
    if (other === null) return unchanged({ kind: 'missing' })
    const picks = await refile(trx, deps, { topic, to: other.name })
    await moveTopicRedirects(trx, { from: id, to: into })
    await deleteTopic(trx, id)
    await saveTopicRedirect(trx, { old: topic.slug, topicId: into, slug: other.slug })
    const detail = { from: topic.name, into: other.name, picks }
    await writeAudit(trx, deps, { what: 'mergeTopic', subject: `topic ${id}`, detail })
    return changed({ kind: 'changed' })
  })
}

/** Says what a topic is about, on its page. */
export function describeTopic(deps: DeskDeps, { id, description }: { id: number; description: string }): Promise<TopicChanged> {
  return changeTopics(deps, id, async (trx, topic) => {
    const text = tidy(description)
    if (text === topic.description) return unchanged({ kind: 'unchanged' })
    await updateDescription(trx, id, text)
    await writeAudit(trx, deps, { what: 'describeTopic', subject: `topic ${id}` })
    return changed({ kind: 'changed' })
  })
}

/** Files what stands under one topic under another name, and says how many picks those were. */
async function refile(trx: Trx, deps: DeskDeps, { topic, to }: { topic: DeskTopic; to: string }): Promise<number> {
  const ids = new Set([...(await listFiledUnder(trx, topic.id)), ...(await listDraftsUnder(trx, topic.name))])
  for (const id of ids) {
    // Somebody may be writing in it at this moment: then what they have saved is filed anew.
    while (!(await refilePick(trx, deps, { id, from: topic.name, to })));
  }
  return ids.size
}

/**
 * A topic's name stands in the text of a pick and of what is being written in it. So the pick gets a version that says what it is filed
 * under now, and whoever has it open is told before they file it as it was; but nobody has saved it by this. False when somebody just has.
 */
async function refilePick(
  trx: Trx,
  deps: DeskDeps,
  { id, from, to }: { id: number; from: string; to: string },
): Promise<boolean> {
  const renamed = (topics: readonly string[]) => [...new Set(topics.map((name) => (name === from ? to : name)))]
  const before = await findDeskPick(trx, id)
  if (before === null) return true
  const content = before.content && { ...before.content, topics: renamed(before.content.topics) }
  const desk = { ...before, content }
  const isOpenUnder = before.content === null || before.content.topics.includes(from)
  if (isOpenUnder && !(await refileDraft(trx, desk))) return false
  const pick = await findWhole(trx, id, deps.style)
  if (pick === null || desk.slug === null || !pick.topics.includes(from)) return true
  await rewritePick(trx, deps, { desk, slug: desk.slug, pick: { ...pick, topics: renamed(pick.topics) }, isSaving: false })
  return true
}

function changeTopics(
  { db }: DeskDeps,
  id: number,
  change: (trx: Trx, topic: DeskTopic) => Promise<Change<TopicChanged>>,
): Promise<TopicChanged> {
  return changeMagazine<TopicChanged>(db, async (trx) => {
    const topic = await findDeskTopic(trx, id)
    return topic === null ? unchanged({ kind: 'missing' }) : change(trx, topic)
  })
}
