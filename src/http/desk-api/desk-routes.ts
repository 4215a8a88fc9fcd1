import type { z } from 'zod'
import { captureRoutes } from './capture-routes.ts'
import * as one from './contract.ts'
import { doorRoutes } from './door-routes.ts'
import { findRoutes } from './find-routes.ts'
import { groupRoutes } from './group-routes.ts'
import { listRoutes } from './list-routes.ts'
import { magazineRoutes } from './magazine-routes.ts'
import { memberRoutes } from './member-routes.ts'
import { pictureRoutes } from './picture-routes.ts'
import { planRoutes } from './plan-routes.ts'
import { api, changes, type DeskRoute, none, reads } from './route-row.ts'
import { sourceRoutes } from './source-routes.ts'
import { watchRoutes } from './watch-routes.ts'
import { writingRoutes } from './writing-routes.ts'

/** The map of the desk's API. All of it answers `private, no-store`; whoever has no role is answered as if there were nothing. */
export const deskRoutes = {
  me: {
    ...reads,
    path: `${api}/me`,
    role: 'contributor',
    request: none,
    answer: one.meShape,
    does: 'Who is signed in, and where.',
  },
  openApi: {
    ...reads,
    path: `${api}/openapi.json`,
    role: 'contributor',
    request: none,
    answer: none.loose(),
    does: 'This document.',
  },
  listPicks: {
    ...reads,
    path: `${api}/picks`,
    role: 'contributor',
    request: one.picksQueryShape,
    answer: one.picksShape,
    does: 'Picks, the one saved last first. A contributor’s own only.',
  },
  createPick: {
    ...changes,
    path: `${api}/picks`,
    role: 'contributor',
    request: one.newPickShape,
    answer: one.pickShape,
    does: 'Begins a draft.',
  },
  showPick: {
    ...reads,
    path: `${api}/picks/:id`,
    role: 'contributor',
    request: none,
    answer: one.pickShape,
    does: 'A pick with all that is being written.',
  },
  savePick: {
    ...changes,
    isAudited: false,
    path: `${api}/picks/:id/draft`,
    role: 'contributor',
    request: one.saveShape,
    answer: one.savedShape,
    does: 'Saves what is being written; readers of a published pick see it once that is published again. 409 with the present pick when somebody else has saved meanwhile.',
  },
  deletePick: {
    ...changes,
    path: `${api}/picks/:id/delete`,
    role: 'contributor',
    request: one.revisionShape,
    answer: none,
    does: 'Deletes a draft that has never gone out.',
  },
  listVersions: {
    ...reads,
    path: `${api}/picks/:id/versions`,
    role: 'contributor',
    request: one.versionsQueryShape,
    answer: one.versionsShape,
    does: 'The versions of a pick, the newest first.',
  },
  showVersion: {
    ...reads,
    path: `${api}/picks/:id/versions/:number`,
    role: 'contributor',
    request: none,
    answer: one.versionShape,
    does: 'One version, to compare or to restore.',
  },
  restoreVersion: {
    ...changes,
    path: `${api}/picks/:id/versions/:number/restore`,
    role: 'contributor',
    request: one.revisionShape,
    answer: one.pickShape,
    does: 'Makes a version what is being written. What was there before is kept; readers see nothing of it until it is published.',
  },
  presence: {
    ...changes,
    isAudited: false,
    path: `${api}/picks/:id/presence`,
    role: 'contributor',
    request: none,
    answer: one.othersShape,
    does: 'Says that this pick is open here, and tells who else has it open. Asked every 15 seconds.',
  },
  publishPick: {
    ...changes,
    path: `${api}/picks/:id/publish`,
    role: 'editor',
    request: one.revisionShape,
    answer: one.pickShape,
    does: 'Publishes what is written: for the first time, again, or over what readers see. 422 with what it lacks.',
  },
  schedulePick: {
    ...changes,
    path: `${api}/picks/:id/schedule`,
    role: 'editor',
    request: one.scheduleRequestShape,
    answer: one.pickShape,
    does: 'Has a draft published at a time on the magazine’s clock.',
  },
  unschedulePick: {
    ...changes,
    path: `${api}/picks/:id/unschedule`,
    role: 'editor',
    request: none,
    answer: one.pickShape,
    does: 'Takes a pick out of the plan; it is a draft again.',
  },
  unpublishPick: {
    ...changes,
    path: `${api}/picks/:id/unpublish`,
    role: 'editor',
    request: none,
    answer: one.pickShape,
    does: 'Takes a published pick back from all readers at once.',
  },
  changeVisibility: {
    ...changes,
    path: `${api}/picks/:id/visibility`,
    role: 'editor',
    request: one.visibilityRequestShape,
    answer: one.pickShape,
    does: 'Says who may read one pick, at once.',
  },
  changeSlug: {
    ...changes,
    path: `${api}/picks/:id/slug`,
    role: 'editor',
    request: one.slugRequestShape,
    answer: one.pickShape,
    does: 'Gives a pick another address. The old one leads there for ever.',
  },
  changeManyPicks: {
    ...changes,
    path: `${api}/picks/bulk`,
    role: 'editor',
    request: one.bulkShape,
    answer: one.bulkDoneShape,
    does: 'Does one thing to many picks, each for itself.',
  },
  changeManyVisibilities: {
    ...changes,
    path: `${api}/picks/visibility`,
    role: 'owner',
    isSensitive: true,
    request: one.bulkVisibilityShape,
    answer: one.bulkDoneShape,
    does: 'Says who may read many picks, at once.',
  },
  ...listRoutes,
  ...captureRoutes,
  ...writingRoutes,
  ...sourceRoutes,
  ...watchRoutes,
  ...magazineRoutes,
  ...planRoutes,
  ...pictureRoutes,
  ...doorRoutes,
  ...memberRoutes,
  ...groupRoutes,
  ...findRoutes,
} as const satisfies Record<string, DeskRoute>

export type DeskRouteName = keyof typeof deskRoutes
/** What a route is asked, as it comes in after reading. */
export type Asked<Name extends DeskRouteName> = z.output<(typeof deskRoutes)[Name]['request']>
/** What a route is sent. */
export type Sent<Name extends DeskRouteName> = z.input<(typeof deskRoutes)[Name]['request']>
/** What a route answers with. */
export type Answered<Name extends DeskRouteName> = z.output<(typeof deskRoutes)[Name]['answer']>
