import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { isLocalDate } from '../../src/domain/calendar-date.ts'
import { queries } from '../api/queries.ts'
import { readMembersSearch } from '../members/members-search.ts'
import { Waiting } from '../parts/waiting.tsx'
import { picksQuery } from '../picks/list-picks.ts'
import { PicksPage } from '../picks/picks-page.tsx'
import { readPicksSearch } from '../picks/picks-search.ts'
import { Failure } from './failure.tsx'
import { Missing } from './missing.tsx'
import { Shell } from './shell.tsx'

const root = createRootRoute({ component: Shell, notFoundComponent: Missing })
const picks = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: PicksPage,
  validateSearch: readPicksSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => void queries.prefetchInfiniteQuery(picksQuery(deps)),
})
const compose = createRoute({
  getParentRoute: () => root,
  path: '/picks/$id',
  component: lazyRouteComponent(() => import('../compose/compose-page.tsx'), 'ComposePage'),
})
const calendar = createRoute({
  getParentRoute: () => root,
  path: '/calendar',
  validateSearch: ({ month }): { month?: string } => (isMonth(month) ? { month } : {}),
  component: lazyRouteComponent(() => import('../calendar/calendar-page.tsx'), 'CalendarPage'),
})
const sources = createRoute({
  getParentRoute: () => root,
  path: '/sources',
  component: lazyRouteComponent(() => import('../lists/sources-page.tsx'), 'SourcesPage'),
})
const source = createRoute({
  getParentRoute: () => root,
  path: '/sources/$id',
  component: lazyRouteComponent(() => import('../lists/source-page.tsx'), 'SourcePage'),
})
const topics = createRoute({
  getParentRoute: () => root,
  path: '/topics',
  component: lazyRouteComponent(() => import('../lists/topics-page.tsx'), 'TopicsPage'),
})
const staff = createRoute({
  getParentRoute: () => root,
  path: '/staff',
  component: lazyRouteComponent(() => import('../lists/staff-page.tsx'), 'StaffPage'),
})
const log = createRoute({
  getParentRoute: () => root,
  path: '/log',
  component: lazyRouteComponent(() => import('../lists/log-page.tsx'), 'LogPage'),
})
const members = createRoute({
  getParentRoute: () => root,
  path: '/members',
  validateSearch: readMembersSearch,
  component: lazyRouteComponent(() => import('../members/members-page.tsx'), 'MembersPage'),
})
const member = createRoute({
  getParentRoute: () => root,
  path: '/members/$id',
  component: lazyRouteComponent(() => import('../members/member-page.tsx'), 'MemberPage'),
})
const groups = createRoute({
  getParentRoute: () => root,
  path: '/groups',
  component: lazyRouteComponent(() => import('../groups/groups-page.tsx'), 'GroupsPage'),
})
const group = createRoute({
  getParentRoute: () => root,
  path: '/groups/$id',
  component: lazyRouteComponent(() => import('../groups/group-page.tsx'), 'GroupPage'),
})

/** Every page of the desk, by its address. What isn't the list or the frame is loaded when it is gone to, or pointed at. */
export const router = createRouter({
  routeTree: root.addChildren([picks, compose, calendar, sources, source, topics, staff, log, members, member, groups, group]),
  basepath: '/desk',
  defaultPreload: 'intent',
  defaultPendingComponent: () => <Waiting what="the page" />,
  defaultErrorComponent: ({ error, reset }) => <Failure error={error} retry={reset} />,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

function isMonth(value: unknown): value is string {
  return typeof value === 'string' && isLocalDate(`${value}-01`)
}
