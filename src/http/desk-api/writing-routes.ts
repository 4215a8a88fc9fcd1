import * as writing from './contract-writing.ts'
import { api, changes, type DeskRoute, none, reads } from './route-row.ts'

/** The rows about what is suggested while a pick is written, and about the preview. */
export const writingRoutes = {
  recallAttributions: {
    ...reads,
    path: `${api}/picks/:id/attributions`,
    role: 'contributor',
    request: writing.attributionsQueryShape,
    answer: writing.attributionsShape,
    does: 'With which words a source was introduced lately.',
  },
  suggestTopics: {
    ...changes,
    isAudited: false,
    path: `${api}/picks/:id/topics/suggest`,
    role: 'contributor',
    request: writing.topicTextShape,
    answer: writing.suggestedTopicsShape,
    does: 'Suggests topics for a text by how earlier picks were filed. Changes nothing; the text may be too long for an address.',
  },
  showPreview: {
    ...reads,
    path: `${api}/picks/:id/preview`,
    role: 'contributor',
    request: none,
    answer: writing.previewShape,
    does: 'As whom a pick can be looked at, and where.',
  },
} as const satisfies Record<string, DeskRoute>
