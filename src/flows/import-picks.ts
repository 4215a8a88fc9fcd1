import { touchDraft } from '../data/drafts.ts'
import { insertPick, isSlugTaken, publishPick, updatePick } from '../data/picks.ts'
import { saveRunMap } from '../data/run-maps.ts'
import type { Db, Trx } from '../data/schema.ts'
import { saveSource } from '../data/sources.ts'
import { saveTopic } from '../data/topics.ts'
import type { HouseStyle } from '../domain/house-style.ts'
import type { PickText } from '../domain/pick.ts'
import { printPick } from '../domain/pick-text.ts'
import { withSlug } from '../domain/same-pick.ts'
import { slugOf } from '../domain/slug.ts'
import { changeMagazine } from './change-magazine.ts'
import { firstFree } from './free-slug.ts'
import { planImport, type Refusal, type Step } from './plan-import.ts'

export type ImportDeps = { db: Db; now: Date; style: HouseStyle }

export type ImportInput = {
  picks: readonly PickText[]
  /** Makes them public, those included that were here already as drafts. */
  publish: boolean
  /** Who is named with the version. */
  by: string
  /** Told after each pick, first while they are compared with what is here and then while they are saved. */
  onProgress?: (doing: 'compared' | 'imported', done: number, total: number) => void
  /** Stops the import, which then throws the signal's reason and has changed nothing. */
  signal?: AbortSignal
}

/** How many picks went which way; `published` counts those that became public by this import. */
export type Imported = { created: number; updated: number; unchanged: number; published: number }

export type ImportResult = ({ ok: true } & Imported) | { ok: false; problems: Refusal[] }

type Work = ImportDeps &
  ImportInput & {
    trx: Trx
    /** Ids by name. */
    sources: Map<string, number>
    topics: Map<string, number>
    /** The slugs that picks in this file ask for. */
    reserved: Set<string>
    /** The number the last slug of a headline got, so that a column of the same name every day isn't counted from 1 each time. */
    numbers: Map<string, number>
  }

const stepsWithoutPause = 50

/**
 * Imports picks, all or none. A pick the magazine has (the same headline on the same day) gets a new version where its text differs, and
 * keeps its slug; the same pick twice is one pick. Importing what is here already changes nothing. An excerpt whose source was captured
 * comes in only where it would be published at the desk.
 */
export function importPicks(deps: ImportDeps, input: ImportInput): Promise<ImportResult> {
  return changeMagazine<ImportResult>(deps.db, async (trx) => {
    const work = beginWork(deps, input, trx)
    input.signal?.throwIfAborted()
    const { steps, problems } = await planImport(work, (done) => tellDone(work, 'compared', { done, total: input.picks.length }))
    if (problems.length > 0) return { changed: false, result: { ok: false, problems } }
    const imported = await carryOut(work, steps)
    const changed = imported.created + imported.updated + imported.published > 0
    return { changed, result: { ok: true, ...imported } }
  })
}

function beginWork(deps: ImportDeps, input: ImportInput, trx: Trx): Work {
  const reserved = new Set(input.picks.flatMap(({ slug }) => slug ?? []))
  return { ...deps, ...input, trx, sources: new Map(), topics: new Map(), reserved, numbers: new Map() }
}

async function carryOut(work: Work, steps: Step[]): Promise<Imported> {
  const imported = { created: 0, updated: 0, unchanged: 0, published: 0 }
  for (const [index, step] of steps.entries()) {
    const { id, became } = await saveStep(work, step)
    imported[became] += 1
    if (step.runMap !== null) await saveRunMap(work.trx, id, step.runMap)
    if (work.publish && !step.known?.isPublished) {
      await publishPick(work.trx, id, work.now)
      imported.published += 1
    }
    await tellDone(work, 'imported', { done: index + 1, total: steps.length })
  }
  return imported
}

type Saved = { id: number; became: 'created' | 'updated' | 'unchanged' }

async function saveStep(work: Work, { pick, known, isChanged }: Step): Promise<Saved> {
  if (known !== null && !isChanged) return { id: known.id, became: 'unchanged' }
  const slug = known?.slug ?? pick.slug ?? (await freeSlug(work, pick.headline))
  const named = withSlug(pick, slug)
  const text = printPick(named, work.style)
  const record = { pick: named, slug, text, savedAt: work.now, savedBy: work.by, ...(await idsOfParts(work, pick)) }
  if (!known) return { id: await insertPick(work.trx, record), became: 'created' }
  // Whoever has it open at the desk is told before they save over it. First, since whoever saves there takes the rows in this order too.
  await touchDraft(work.trx, known.id)
  await updatePick(work.trx, known.id, record)
  return { id: known.id, became: 'updated' }
}

async function idsOfParts({ trx, sources, topics }: Work, pick: PickText): Promise<{ sourceId: number; topicIds: number[] }> {
  const idIn = async (ids: Map<string, number>, name: string, save: typeof saveTopic) => {
    const id = ids.get(name) ?? (await save(trx, name, (isTaken) => firstFree(slugOf(name), 1, isTaken).then(({ slug }) => slug)))
    ids.set(name, id)
    return id
  }
  const topicIds: number[] = []
  for (const name of pick.topics) topicIds.push(await idIn(topics, name, saveTopic))
  return { sourceId: await idIn(sources, pick.source.name, saveSource), topicIds }
}

/** A slug that no pick has and that none in this file asks for. */
async function freeSlug({ trx, reserved, numbers }: Work, headline: string): Promise<string> {
  const stem = slugOf(headline)
  const free = await firstFree(stem, numbers.get(stem) ?? 1, async (slug) => reserved.has(slug) || (await isSlugTaken(trx, slug)))
  numbers.set(stem, free.nth)
  return free.slug
}

/** SQLite answers without ever waiting, so that without a pause nobody could show the progress, or stop it. */
async function tellDone(
  { onProgress, signal }: Work,
  doing: 'compared' | 'imported',
  { done, total }: { done: number; total: number },
) {
  onProgress?.(doing, done, total)
  if (done % stepsWithoutPause === 0) await new Promise((resume) => setTimeout(resume, 0))
  signal?.throwIfAborted()
}
