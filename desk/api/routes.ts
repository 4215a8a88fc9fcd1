import type { DeskRouteName, deskRoutes } from '../../src/http/desk-api/desk-routes.ts'

type Routes = typeof deskRoutes
type Spelled = { [Name in DeskRouteName]: readonly [Routes[Name]['method'], Routes[Name]['path']] }

/** How every route of the API is asked. The server's own table comes with schemas that no browser needs; the compiler compares the two. */
export const spelled = {
  me: ['get', '/desk/api/me'],
  openApi: ['get', '/desk/api/openapi.json'],
  listPicks: ['get', '/desk/api/picks'],
  createPick: ['post', '/desk/api/picks'],
  showPick: ['get', '/desk/api/picks/:id'],
  savePick: ['post', '/desk/api/picks/:id/draft'],
  deletePick: ['post', '/desk/api/picks/:id/delete'],
  listVersions: ['get', '/desk/api/picks/:id/versions'],
  showVersion: ['get', '/desk/api/picks/:id/versions/:number'],
  restoreVersion: ['post', '/desk/api/picks/:id/versions/:number/restore'],
  presence: ['post', '/desk/api/picks/:id/presence'],
  publishPick: ['post', '/desk/api/picks/:id/publish'],
  schedulePick: ['post', '/desk/api/picks/:id/schedule'],
  unschedulePick: ['post', '/desk/api/picks/:id/unschedule'],
  unpublishPick: ['post', '/desk/api/picks/:id/unpublish'],
  changeVisibility: ['post', '/desk/api/picks/:id/visibility'],
  changeSlug: ['post', '/desk/api/picks/:id/slug'],
  changeManyPicks: ['post', '/desk/api/picks/bulk'],
  changeManyVisibilities: ['post', '/desk/api/picks/visibility'],
  calendar: ['get', '/desk/api/calendar'],
  listSources: ['get', '/desk/api/sources'],
  showSource: ['get', '/desk/api/sources/:id'],
  listTopics: ['get', '/desk/api/topics'],
  renameTopic: ['post', '/desk/api/topics/:id/rename'],
  mergeTopic: ['post', '/desk/api/topics/:id/merge'],
  describeTopic: ['post', '/desk/api/topics/:id/describe'],
  find: ['get', '/desk/api/find'],
  listStaff: ['get', '/desk/api/staff'],
  addStaff: ['post', '/desk/api/staff'],
  changeRole: ['post', '/desk/api/staff/:id/role'],
  removeStaff: ['post', '/desk/api/staff/:id/remove'],
  listAudit: ['get', '/desk/api/audit'],
} as const satisfies Spelled
