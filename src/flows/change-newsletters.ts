import { listNewsletters, type Newsletter, retireNewsletter, saveNewsletter } from '../data/newsletters.ts'
import type { Db } from '../data/schema.ts'
import type { Deed } from '../domain/deeds.ts'
import { numberedSlug, slugOf } from '../domain/slug.ts'
import { type Change, commitIf } from './commit-if.ts'
import { type AuditDeps, writeAudit } from './write-audit.ts'

export type NewsletterDeps = AuditDeps & { db: Db }
/** What members read about a newsletter. */
export type NewsletterText = Pick<Newsletter, 'name' | 'description'>
/** `conflict`: it isn't any more what it was when it was looked at, and nothing was written. */
export type NewsletterChanged = 'changed' | 'unchanged' | 'missing' | 'conflict'
/** What it was when it was looked at, and what it is to be. */
export type NewsletterChange = { was: NewsletterText; to: NewsletterText }

/** What the command line takes as a short name. */
const longestSlug = 40

/** Begins a newsletter, after all others. Its short name comes from its name and never changes. */
export function addNewsletter(deps: NewsletterDeps, text: NewsletterText): Promise<void> {
  return commitIf(deps.db, async (trx) => {
    // Whoever else adds one waits here.
    await writeAudit(trx, deps, { what: 'addNewsletter', subject: 'newsletter', detail: { name: text.name } })
    const taken = new Set((await listNewsletters(trx)).map(({ slug }) => slug))
    const wanted = slugOf(text.name)
      .slice(0, longestSlug - 4)
      .replace(/-$/, '')
    let nth = 1
    while (taken.has(numberedSlug(wanted, nth))) nth += 1
    await saveNewsletter(trx, { ...text, slug: numberedSlug(wanted, nth), position: null, now: deps.now })
    return { changed: true, result: undefined }
  })
}

/** Changes what members read about a newsletter; one that was retired is on the list again. What they chose is kept. */
export function changeNewsletter(deps: NewsletterDeps, id: number, { was, to }: NewsletterChange): Promise<NewsletterChanged> {
  return onNewsletter(deps, { id, what: 'changeNewsletter' }, async (trx, known) => {
    if (!isSame(known, was)) return 'conflict'
    if (known.retiredAt === null && isSame(known, to)) return 'unchanged'
    await saveNewsletter(trx, { ...to, slug: known.slug, position: null, now: deps.now })
    return 'changed'
  })
}

/** Takes a newsletter out of the members' account page. What they chose is kept. */
export function endNewsletter(deps: NewsletterDeps, id: number): Promise<NewsletterChanged> {
  return onNewsletter(deps, { id, what: 'retireNewsletter' }, async (trx, { slug }) =>
    (await retireNewsletter(trx, slug, deps.now)) ? 'changed' : 'unchanged',
  )
}

type Done = { id: number; what: Deed }

function onNewsletter(
  deps: NewsletterDeps,
  { id, what }: Done,
  change: (trx: Db, known: Newsletter) => Promise<NewsletterChanged>,
): Promise<NewsletterChanged> {
  return commitIf<NewsletterChanged>(deps.db, async (trx): Promise<Change<NewsletterChanged>> => {
    await writeAudit(trx, deps, { what, subject: `newsletter ${id}` })
    const known = (await listNewsletters(trx)).find((one) => one.id === id)
    if (!known) return { changed: false, result: 'missing' }
    const result = await change(trx, known)
    return { changed: result === 'changed', result }
  })
}

function isSame(one: NewsletterText, other: NewsletterText): boolean {
  return one.name === other.name && one.description === other.description
}
