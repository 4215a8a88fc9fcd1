import * as watch from './contract-watch.ts'
import { api, changes, type DeskRoute, none, reads } from './route-row.ts'

/** The rows about what has become of the articles quoted. */
export const watchRoutes = {
  listWatch: {
    ...reads,
    path: `${api}/watch`,
    role: 'editor',
    request: watch.watchQueryShape,
    answer: watch.watchShape,
    does: 'Articles that aren’t as they were when they were quoted, the newest finding first.',
  },
  watchState: {
    ...reads,
    path: `${api}/watch/state`,
    role: 'editor',
    request: none,
    answer: watch.watchStateShape,
    does: 'How many articles are watched, and how many findings nobody has seen to.',
  },
  settleWatch: {
    ...changes,
    path: `${api}/watch/:id/settle`,
    role: 'editor',
    request: watch.settleShape,
    answer: watch.watchLineShape,
    does: 'Says that a finding was seen to. It comes back only when the article is found otherwise.',
  },
  reopenWatch: {
    ...changes,
    path: `${api}/watch/:id/reopen`,
    role: 'editor',
    request: none,
    answer: watch.watchLineShape,
    does: 'Puts a finding back among those to be seen to.',
  },
  lookAgain: {
    ...changes,
    path: `${api}/watch/:id/look`,
    role: 'editor',
    request: none,
    answer: watch.watchLineShape,
    does: 'Has an article looked at as soon as its site may be asked again.',
  },
  moveSource: {
    ...changes,
    path: `${api}/watch/:id/move`,
    role: 'editor',
    request: watch.moveShape,
    answer: none,
    does: 'Gives the pick the address at which its article was found, as a new version.',
  },
} as const satisfies Record<string, DeskRoute>
