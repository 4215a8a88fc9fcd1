import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { isLocalDate } from '../../src/domain/calendar-date.ts'
import { queries } from '../api/queries.ts'
import { readLogSearch } from '../log/log-search.ts'
import { readMembersSearch } from '../members/members-search.ts'
import { Waiting } from '../parts/waiting.tsx'
import { picksQuery } from '../picks/list-picks.ts'
import { PicksPage } from '../picks/picks-page.tsx'
import { readPicksSearch } from '../picks/picks-search.ts'
import { readSourcesSearch } from '../sources/sources-search.ts'
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
const clip = createRoute({
  getParentRoute: () => root,
  path: '/clip',
  component: lazyRouteComponent(() => import('../clip/clip-page.tsx'), 'ClipPage'),
})
const bookmarklet = createRoute({
  getParentRoute: () => root,
  path: '/clip/bookmarklet',
  component: lazyRouteComponent(() => import('../clip/bookmarklet-page.tsx'), 'BookmarkletPage'),
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
  validateSearch: readSourcesSearch,
  component: lazyRouteComponent(() => import('../sources/sources-page.tsx'), 'SourcesPage'),
})
const source = createRoute({
  getParentRoute: () => root,
  path: '/sources/$id',
  component: lazyRouteComponent(() => import('../sources/source-page.tsx'), 'SourcePage'),
})
const watch = createRoute({
  getParentRoute: () => root,
  path: '/watch',
  component: lazyRouteComponent(() => import('../watch/watch-page.tsx'), 'WatchPage'),
})
const topics = createRoute({
  getParentRoute: () => root,
  path: '/topics',
  component: lazyRouteComponent(() => import('../lists/topics-page.tsx'), 'TopicsPage'),
})
const magazine = createRoute({
  getParentRoute: () => root,
  path: '/magazine',
  component: lazyRouteComponent(() => import('../magazine/magazine-page.tsx'), 'MagazinePage'),
})
const magazineFirst = createRoute({
  getParentRoute: () => magazine,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/magazine/words' })
  },
})
const words = createRoute({
  getParentRoute: () => magazine,
  path: '/words',
  component: lazyRouteComponent(() => import('../magazine/words-page.tsx'), 'WordsPage'),
})
const look = createRoute({
  getParentRoute: () => magazine,
  path: '/look',
  component: lazyRouteComponent(() => import('../magazine/look-page.tsx'), 'LookPage'),
})
const meter = createRoute({
  getParentRoute: () => magazine,
  path: '/meter',
  component: lazyRouteComponent(() => import('../magazine/meter-page.tsx'), 'MeterPage'),
})
const plans = createRoute({
  getParentRoute: () => magazine,
  path: '/plans',
  component: lazyRouteComponent(() => import('../magazine/plans-page.tsx'), 'PlansPage'),
})
const notices = createRoute({
  getParentRoute: () => magazine,
  path: '/notices',
  component: lazyRouteComponent(() => import('../magazine/notices-page.tsx'), 'NoticesPage'),
})
const mail = createRoute({
  getParentRoute: () => magazine,
  path: '/mail',
  component: lazyRouteComponent(() => import('../magazine/mail-page.tsx'), 'MailPage'),
})
const secrets = createRoute({
  getParentRoute: () => magazine,
  path: '/secrets',
  component: lazyRouteComponent(() => import('../magazine/secrets-page.tsx'), 'SecretsPage'),
})
const staff = createRoute({
  getParentRoute: () => magazine,
  path: '/staff',
  component: lazyRouteComponent(() => import('../lists/staff-page.tsx'), 'StaffPage'),
})
const log = createRoute({
  getParentRoute: () => magazine,
  path: '/log',
  validateSearch: readLogSearch,
  component: lazyRouteComponent(() => import('../log/log-page.tsx'), 'LogPage'),
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
  routeTree: root.addChildren([
    picks,
    compose,
    clip,
    bookmarklet,
    calendar,
    sources,
    source,
    watch,
    topics,
    members,
    member,
    groups,
    group,
    magazine.addChildren([magazineFirst, words, look, meter, plans, notices, mail, secrets, staff, log]),
  ]),
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
