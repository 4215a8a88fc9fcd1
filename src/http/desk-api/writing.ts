import { findDeskPick } from '../../data/drafts.ts'
import { madeUpReaders, mostLeft } from '../../domain/made-up-reader.ts'
import { recallAttributions } from '../../flows/recall-attributions.ts'
import { type Filing, loadFiling, suggestFiling } from '../../flows/suggest-filing.ts'
import type { Deps } from '../deps.ts'
import type { Generation } from '../generation.ts'
import { paths } from '../routes.ts'
import type { DeskAnswers } from './desk-route.ts'
import { ifSeen } from './picks.ts'
import { refuse } from './refusal.ts'

/** What helps while a pick is written. None of it changes anything. */
export const writingAnswers: DeskAnswers<'recallAttributions' | 'suggestTopics' | 'showPreview'> = {
  recallAttributions: (request) =>
    ifSeen(request, async ({ deps, id, asked }) => {
      const verbs = await recallAttributions(deps.database.db, { source: asked.source.trim(), except: id })
      return { answer: { verbs } }
    }),
  suggestTopics: (request) =>
    ifSeen(request, async ({ deps, id, asked }) => ({
      answer: { topics: suggestFiling(await filingOf(deps), { id, text: asked }) },
    })),
  showPreview: (request) =>
    ifSeen(request, async ({ deps, id }) => {
      const pick = await findDeskPick(deps.database.db, id)
      if (pick === null) return refuse('missing')
      const asked = { pick: { id, visibility: pick.visibility }, allowance: deps.generation().magazine.policy.allowance }
      const readers = madeUpReaders.map((reader) => ({ reader, mostLeft: mostLeft(reader, asked) }))
      return { answer: { path: paths.deskPreview(id), readers } }
    }),
}

// What is published is what the generation is about, so each reads it at most once, and nothing is kept of the ones before.
const filings = new WeakMap<Generation, Promise<Filing>>()

function filingOf(deps: Deps): Promise<Filing> {
  const generation = deps.generation()
  const known = filings.get(generation)
  if (known) return known
  const loading = loadFiling(deps.database.db)
  filings.set(generation, loading)
  loading.catch(() => filings.delete(generation))
  return loading
}
