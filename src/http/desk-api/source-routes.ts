import * as source from './contract-sources.ts'
import { api, changes, type DeskRoute, none, reads } from './route-row.ts'

/** The rows about sources. */
export const sourceRoutes = {
  listSources: {
    ...reads,
    path: `${api}/sources`,
    role: 'contributor',
    request: source.sourcesQueryShape,
    answer: source.sourcesShape,
    does: 'The sources, and how much of them was quoted.',
  },
  showSource: {
    ...reads,
    path: `${api}/sources/:id`,
    role: 'contributor',
    request: none,
    answer: source.sourceShape,
    does: 'One source: how much of it was quoted in each month, how many readers were sent there, and what is agreed with it.',
  },
  saveTerms: {
    ...changes,
    path: `${api}/sources/:id/terms`,
    role: 'editor',
    request: source.saveTermsShape,
    answer: source.sourceShape,
    does: 'Writes down what is agreed with a source. 409 when somebody else has meanwhile.',
  },
  quoting: {
    ...reads,
    path: `${api}/picks/:id/quoting`,
    role: 'contributor',
    request: none,
    answer: source.quotingShape,
    does: 'What there is to know of how much a pick quotes of its source this month, before it goes out.',
  },
} as const satisfies Record<string, DeskRoute>
