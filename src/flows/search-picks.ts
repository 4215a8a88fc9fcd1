import { findExcerpt } from '../data/excerpts.ts'
import { listLeadsByIds } from '../data/leads.ts'
import type { Db } from '../data/schema.ts'
import { listExcerptHits, listLeadHits } from '../data/search.ts'
import { decideAccess, decideByStanding, type Permit, type Question } from '../domain/access.ts'
import { plainText } from '../domain/markup/plain-text.ts'
import type { Standing } from '../domain/meter.ts'
import type { Lead } from '../domain/pick.ts'
import { openingOf, type SnippetPart, snippetOf } from '../domain/snippet.ts'
import { searchWords } from '../domain/text-words.ts'

/** One pick found, with the words around the first hit; `inExcerpt` says that they stand in an excerpt this reader has open. */
export type SearchHit = { lead: Lead; snippet: SnippetPart[]; inExcerpt: boolean }

export type SearchResult = { query: string; hits: SearchHit[]; more: boolean }

/** Who is asking, in the terms of the one decision about access. */
export type Searcher = Pick<Question, 'reader' | 'allowance'> & { standing: Standing | 'unknown' }

const shown = 20

/**
 * Finds picks by the words of their leads, and of those excerpts that are open to this reader: a closed one isn't even
 * looked into, since a hit would tell that the word is there. Counts nothing.
 */
export async function searchPicks({ db, now }: { db: Db; now: Date }, searcher: Searcher, query: string): Promise<SearchResult> {
  const words = searchWords(query)
  if (words.length === 0) return { query, hits: [], more: false }
  const question = { words, limit: shown + 1 }
  const inLead = new Set(await listLeadHits(db, question))
  const inExcerpt = await listExcerptHits(db, question, openedIds(searcher))
  const leads = await listLeadsByIds(db, [...new Set([...inLead, ...inExcerpt])], now)
  // A pick that was opened may have been closed since; then its excerpt may not even be the reason why it is listed.
  const found = leads.filter((lead) => inLead.has(lead.id) || findPermit(searcher, lead) !== null)
  const hits: SearchHit[] = []
  for (const lead of found.slice(0, shown)) hits.push(await describe({ db, searcher, lead, words }))
  return { query, hits, more: found.length > shown }
}

function openedIds({ standing }: Searcher): number[] {
  return typeof standing === 'string' ? [] : [...standing.nthOf.keys()].filter((id) => id > 0)
}

async function describe({
  db,
  searcher,
  lead,
  words,
}: {
  db: Db
  searcher: Searcher
  lead: Lead
  words: string[]
}): Promise<SearchHit> {
  const fromLead = snippetOf(lead.introduction.join(' '), words)
  if (fromLead.length > 0) return { lead, snippet: fromLead, inExcerpt: false }
  const permit = findPermit(searcher, lead)
  const excerpt = permit && (await findExcerpt(db, permit))
  const fromExcerpt = excerpt ? snippetOf(plainText(excerpt), words) : []
  if (fromExcerpt.length > 0) return { lead, snippet: fromExcerpt, inExcerpt: true }
  return { lead, snippet: [{ text: openingOf(lead.introduction.join(' ')), found: false }], inExcerpt: false }
}

/** Leave to look into an excerpt that is open to this reader as things stand; looking at a search result counts nothing. */
function findPermit({ reader, allowance, standing }: Searcher, lead: Lead): Permit | null {
  const decision = decideAccess({ pick: lead, reader, allowance, purpose: 'head' })
  const settled = decision.kind === 'metered' ? decideByStanding(decision, standing) : decision
  return 'permit' in settled ? settled.permit : null
}
