import type { KnownPick } from '../data/picks.ts'
import type { Trx } from '../data/schema.ts'
import { unfaithful } from '../domain/excerpt-faults.ts'
import type { HouseStyle } from '../domain/house-style.ts'
import type { Excerpt, PickText } from '../domain/pick.ts'
import type { RunMap } from '../domain/quotation/run-map.ts'
import { checkQuotation } from './check-quotation.ts'
import { readWhole } from './load-written.ts'

type Deps = { trx: Trx; publish: boolean; style: HouseStyle }
type Coming = { pick: PickText; known: KnownPick | null; isChanged: boolean }

/** `faults` are empty where nothing is in the way; `runMap` is null where there was nothing to hold the excerpt against. */
export type ImportChecked = { faults: string[]; runMap: RunMap | null }

const unheld: ImportChecked = { faults: [], runMap: null }

/**
 * What keeps an import from bringing an excerpt to a pick whose source was captured, in the desk's own sentences.
 * What goes out by it is held against the capture as the desk does that when it publishes. In a draft only another excerpt than the one
 * that stands there is: the desk, too, saves what stood there in doubt.
 */
export async function checkImport({ trx, publish, style }: Deps, { pick, known, isChanged }: Coming): Promise<ImportChecked> {
  // A pick that isn't here yet has no capture.
  if (known === null) return unheld
  const goesOut = known.isPublished ? isChanged : publish
  if (!goesOut && !isChanged) return unheld
  const checked = await checkQuotation(trx, { pickId: known.id, excerpt: pick.excerpt }, style)
  if (checked.kind !== 'unfaithful') return { faults: [], runMap: checked.runMap }
  if (!goesOut && isSame(pick.excerpt, readWhole(known.text, style).excerpt)) return unheld
  return { faults: [unfaithful, ...checked.lacks.map(({ message }) => message)], runMap: null }
}

function isSame(one: Excerpt, other: Excerpt): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
