import { pickShape } from './contract.ts'
import * as captures from './contract-captures.ts'
import { api, changes, type DeskRoute, none, reads } from './route-row.ts'

/** The rows about articles of others. */
export const captureRoutes = {
  clipSource: {
    ...changes,
    path: `${api}/captures`,
    role: 'contributor',
    request: captures.clipShape,
    longest: captures.longestClip,
    answer: captures.clippedShape,
    does: 'Captures an article by its address, as a browser shows it, or as text. Takes up to half a minute; nothing is kept when nobody waits for the answer any more. 429 for who clips too often.',
  },
  beginFromCapture: {
    ...changes,
    path: `${api}/captures/:id/pick`,
    role: 'contributor',
    request: captures.beginShape,
    answer: pickShape,
    does: 'Begins a draft that quotes a captured article.',
  },
  showCapture: {
    ...reads,
    path: `${api}/picks/:id/capture`,
    role: 'contributor',
    request: none,
    answer: captures.heldAgainstShape,
    does: 'The article that a pick’s excerpt is held against, with its text.',
  },
  changeCapture: {
    ...changes,
    path: `${api}/picks/:id/capture`,
    role: 'contributor',
    request: captures.changeCaptureShape,
    answer: captures.heldAgainstShape,
    does: 'Has a pick’s excerpt held against another capture.',
  },
} as const satisfies Record<string, DeskRoute>
