import { findExcerpt } from '../data/excerpts.ts'
import { listLeadsByIds } from '../data/leads.ts'
import type { Db } from '../data/schema.ts'
import { listExcerptHits, listLeadHits } from '../data/search.ts'
import { decideAccess, decideByStanding, type Permit, type Question } from '../domain/access.ts'
import { plainText } from '../domain/markup/plain-text.ts'
import type { Standing } from '../domain/meter.ts'
import type { Lead, Visibility } from '../domain/pick.ts'
import { openingOf, type SnippetPart, snippetOf } from '../domain/snippet.ts'
import { holdsEvery, searchWords } from '../domain/text-words.ts'

/** One pick found, with the words around the first hit; `inExcerpt` says that they stand in an excerpt this reader has open. */
export type SearchHit = { lead: Lead; snippet: SnippetPart[]; inExcerpt: boolean }

export type SearchResult = { query: string; hits: SearchHit[]; more: boolean }

/** Who is asking, in the terms of the one decision about access. */
export type Searcher = Pick<Question, 'reader' | 'allowance'> & { standing: Standing | 'unknown' }

const shown = 20
const openedLookedInto = 100

/**
 * Finds picks by the words of their leads, and of those excerpts that are open to this reader: a closed one isn't even
 * looked into, since a hit would tell that the word is there. Of what they have opened themselves the newest hundred are looked into.
 * Counts nothing.
 */
export async function searchPicks({ db, now }: { db: Db; now: Date }, searcher: Searcher, query: string): Promise<SearchResult> {
  const words = searchWords(query)
  if (words.length === 0) return { query, hits: [], more: false }
  const question = { words, limit: shown + 1 }
  const inLead = await listLeadHits(db, question)
  const inExcerpt = new Set(await listExcerptHits(db, question, freeTo(searcher)))
  const opened = openedIds(searcher).filter((id) => !inExcerpt.has(id))
  const besides = [...inExcerpt, ...opened].sort((a, b) => b - a)
  const found: Found[] = []
  for (const lead of await listLeadsByIds(db, [...new Set([...inLead, ...besides])], now)) {
    if (found.length > shown) break
    const isHit = inLead.includes(lead.id) || inExcerpt.has(lead.id)
    const body = isHit ? null : await findBody({ db, searcher, lead })
    if (isHit || (body !== null && holdsEvery(body, words))) found.push({ lead, body })
  }
  const hits: SearchHit[] = []
  for (const one of found.slice(0, shown)) hits.push(await describe({ db, searcher, ...one, words }))
  return { query, hits, more: found.length > shown }
}

/** `body` is the excerpt's text where it has been looked into already. */
type Found = { lead: Lead; body: string | null }

const visibilities: readonly Visibility[] = ['open', 'metered', 'subscribers-only']

/** How a pick may be visible for this reader to have it without its being counted. */
function freeTo({ reader, allowance }: Searcher): Visibility[] {
  return visibilities.filter(
    (visibility) => decideAccess({ pick: { id: 0, visibility }, reader, allowance, purpose: 'read' }).kind === 'open',
  )
}

function openedIds({ standing }: Searcher): number[] {
  if (typeof standing === 'string') return []
  const newestFirst = [...standing.nthOf].filter(([id]) => id > 0).sort(([, a], [, b]) => b - a)
  return newestFirst.slice(0, openedLookedInto).map(([id]) => id)
}

type Looking = { db: Db; searcher: Searcher; lead: Lead }

async function describe({ body, words, ...looking }: Looking & { body: string | null; words: string[] }): Promise<SearchHit> {
  const { lead } = looking
  const fromLead = snippetOf(lead.introduction.join(' '), words)
  if (fromLead.length > 0) return { lead, snippet: fromLead, inExcerpt: false }
  const fromExcerpt = snippetOf(body ?? (await findBody(looking)) ?? '', words)
  if (fromExcerpt.length > 0) return { lead, snippet: fromExcerpt, inExcerpt: true }
  return { lead, snippet: [{ text: openingOf(lead.introduction.join(' ')), found: false }], inExcerpt: false }
}

/** The text of an excerpt that is open to this reader as things stand, which may have changed since they opened it; null where it isn't. */
async function findBody({ db, searcher, lead }: Looking): Promise<string | null> {
  const permit = findPermit(searcher, lead)
  const earned = permit && (await findExcerpt(db, permit))
  return earned && plainText(earned.excerpt)
}

/** Leave to look into an excerpt that is open to this reader as things stand; looking at a search result counts nothing. */
function findPermit({ reader, allowance, standing }: Searcher, lead: Lead): Permit | null {
  const decision = decideAccess({ pick: lead, reader, allowance, purpose: 'head' })
  const settled = decision.kind === 'metered' ? decideByStanding(decision, standing) : decision
  return 'permit' in settled ? settled.permit : null
}
