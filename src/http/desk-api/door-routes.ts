import { letInShape, staffProofsShape } from './contract-door.ts'
import { api, changes, type DeskRoute, none, reads } from './route-row.ts'

/** The rows about the staff's second proof. */
export const doorRoutes = {
  staffProofs: {
    ...reads,
    path: `${api}/staff/proofs`,
    role: 'owner',
    request: none,
    answer: staffProofsShape,
    does: 'What each of the staff proves themselves by besides their mailbox, and who waits to be let in.',
  },
  letIn: {
    ...changes,
    path: `${api}/staff/:id/let-in`,
    role: 'owner',
    isSensitive: true,
    request: letInShape,
    answer: none,
    does: 'Lets somebody in who has no second proof at hand, by the number that stands on their page. Five may be typed.',
  },
} as const satisfies Record<string, DeskRoute>
