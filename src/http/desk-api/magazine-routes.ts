import * as magazine from './contract-magazine.ts'
import { api, changes, type DeskRoute, none, reads } from './route-row.ts'

/**
 * The rows about what the magazine decides about itself. All of it is the owners'; what decides who may read what, or who gets in, also
 * wants a recent sign-in.
 */
export const magazineRoutes = {
  showWords: {
    ...reads,
    path: `${api}/magazine/words`,
    role: 'owner',
    request: none,
    answer: magazine.wordsShapes.answer,
    does: 'The magazine’s name and its own words.',
  },
  changeWords: {
    ...changes,
    path: `${api}/magazine/words`,
    role: 'owner',
    request: magazine.wordsShapes.request,
    answer: magazine.wordsShapes.answer,
    does: 'Changes them. 409 when somebody else has meanwhile.',
  },
  showLook: {
    ...reads,
    path: `${api}/magazine/look`,
    role: 'owner',
    request: none,
    answer: magazine.lookShapes.answer,
    does: 'The magazine’s colour and face.',
  },
  changeLook: {
    ...changes,
    path: `${api}/magazine/look`,
    role: 'owner',
    request: magazine.lookShapes.request,
    answer: magazine.lookShapes.answer,
    does: 'Changes them. 409 when somebody else has meanwhile.',
  },
  showMeter: {
    ...reads,
    path: `${api}/magazine/meter`,
    role: 'owner',
    request: none,
    answer: magazine.meterShapes.answer,
    does: 'The policy: who may read how much, by whose clock, and what is given and quoted.',
  },
  changeMeter: {
    ...changes,
    path: `${api}/magazine/meter`,
    role: 'owner',
    isSensitive: true,
    request: magazine.meterShapes.request,
    answer: magazine.meterShapes.answer,
    does: 'Changes the policy, for every reader at once. 409 when somebody else has meanwhile.',
  },
  showNotices: {
    ...reads,
    path: `${api}/magazine/notices`,
    role: 'owner',
    request: none,
    answer: magazine.noticesShapes.answer,
    does: 'The sentences under a counted pick.',
  },
  changeNotices: {
    ...changes,
    path: `${api}/magazine/notices`,
    role: 'owner',
    request: magazine.noticesShapes.request,
    answer: magazine.noticesShapes.answer,
    does: 'Changes them. 409 when somebody else has meanwhile.',
  },
} as const satisfies Record<string, DeskRoute>
