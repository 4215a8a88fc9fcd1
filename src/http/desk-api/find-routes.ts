import { findQueryShape, foundShape } from './contract-find.ts'
import { api, type DeskRoute, reads } from './route-row.ts'

/** The row for finding anything. */
export const findRoutes = {
  find: {
    ...reads,
    path: `${api}/find`,
    role: 'contributor',
    request: findQueryShape,
    answer: foundShape,
    does: 'The few picks, sources and topics that a few words are most likely about. Of the picks a contributor’s own only.',
  },
} as const satisfies Record<string, DeskRoute>
