import type { Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { Problems } from '../problems.ts'
import { type DeskAnswers, deskHandler } from './desk-route.ts'
import { type DeskRouteName, deskRoutes } from './desk-routes.ts'
import { findAnswers } from './find.ts'
import { listAnswers } from './lists.ts'
import { openApiAnswers } from './open-api.ts'
import { peopleAnswers } from './people.ts'
import { pickAnswers } from './picks.ts'
import { publishingAnswers } from './publishing.ts'

/** One answer for every row of the desk's table; the compiler sees to it that none is missing. */
const answers: DeskAnswers<DeskRouteName> = {
  ...peopleAnswers,
  ...openApiAnswers,
  ...pickAnswers,
  ...publishingAnswers,
  ...listAnswers,
  ...findAnswers,
}

/** The handlers of the desk's API. */
export function deskHandlers(deps: Deps, problems: Problems): Record<DeskRouteName, Handler> {
  const handlerOf = <Name extends DeskRouteName>(name: Name) => [name, deskHandler(deps, problems, name, answers[name])] as const
  const names = Object.keys(deskRoutes) as DeskRouteName[]
  return Object.fromEntries(names.map(handlerOf)) as Record<DeskRouteName, Handler>
}
