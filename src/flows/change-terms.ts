import { findQuotedSource } from '../data/quoted-sources.ts'
import { type SourceTerms, saveTerms } from '../data/source-terms.ts'
import { changed, commitIf, unchanged } from './commit-if.ts'
import type { DeskDeps } from './desk-deps.ts'
import { writeAudit } from './write-audit.ts'

export type TermsChanged = 'changed' | 'conflict' | 'missing'

/** Writes down what is agreed with a source. `revision` is the one that was looked at: who is late overwrites nothing. */
export function changeTerms(
  deps: DeskDeps,
  { id, terms, revision }: { id: number; terms: SourceTerms; revision: number },
): Promise<TermsChanged> {
  return commitIf<TermsChanged>(deps.db, async (trx) => {
    if ((await findQuotedSource(trx, id, deps.now)) === null) return unchanged('missing')
    if (!(await saveTerms(trx, { sourceId: id, terms, revision, now: deps.now, by: deps.person.id })))
      return unchanged('conflict')
    const { wordsPerMonth, permission, permittedUntil } = terms
    await writeAudit(trx, deps, {
      what: 'changeTerms',
      subject: `source ${id}`,
      detail: { wordsPerMonth, permission, permittedUntil },
    })
    return changed('changed')
  })
}
