import type { Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { Problems } from '../problems.ts'
import type { RouteName } from '../routes.ts'
import { accountHandlers } from './account.tsx'
import { fileHandlers } from './files.ts'
import { giftLinkHandlers } from './gift-link.tsx'
import { givingHandlers } from './giving.tsx'
import { listHandlers } from './lists.tsx'
import { pickHandlers } from './picks.tsx'
import { plainHandlers } from './plain.tsx'
import { readingHandlers } from './reading.tsx'
import { searchHandlers } from './search.tsx'
import { signInHandlers } from './sign-in.tsx'

/** One handler for every row of the route table; the compiler sees to it that none is missing. */
export function readerHandlers(deps: Deps, problems: Problems): Record<RouteName, Handler> {
  return {
    ...listHandlers(deps, problems),
    ...pickHandlers(deps, problems),
    ...searchHandlers(deps),
    ...readingHandlers(deps, problems),
    ...signInHandlers(deps, problems),
    ...accountHandlers(deps, problems),
    ...givingHandlers(deps, problems),
    ...giftLinkHandlers(deps),
    ...plainHandlers(deps),
    ...fileHandlers(deps, problems),
  }
}
