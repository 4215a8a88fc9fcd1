import type { Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { Problems } from '../problems.ts'
import { captureAnswers } from './captures.ts'
import { type DeskAnswers, deskHandler } from './desk-route.ts'
import { type DeskRouteName, deskRoutes } from './desk-routes.ts'
import { doorAnswers } from './door.ts'
import { findAnswers } from './find.ts'
import { groupAnswers } from './groups.ts'
import { listAnswers } from './lists.ts'
import { logAnswers } from './log.ts'
import { magazineAnswers } from './magazine.ts'
import { mailAnswers } from './mail.ts'
import { memberSubscriptionAnswers } from './member-subscriptions.ts'
import { memberAnswers } from './members.ts'
import { newsletterAnswers } from './newsletters.ts'
import { openApiAnswers } from './open-api.ts'
import { peopleAnswers } from './people.ts'
import { pickAnswers } from './picks.ts'
import { pictureAnswers } from './pictures.ts'
import { planAnswers } from './plans.ts'
import { publishingAnswers } from './publishing.ts'
import { sourceAnswers } from './sources.ts'
import { watchAnswers } from './watch.ts'
import { writingAnswers } from './writing.ts'

/** One answer for every row of the desk's table; the compiler sees to it that none is missing. */
const answers: DeskAnswers<DeskRouteName> = {
  ...peopleAnswers,
  ...captureAnswers,
  ...openApiAnswers,
  ...pickAnswers,
  ...publishingAnswers,
  ...listAnswers,
  ...logAnswers,
  ...writingAnswers,
  ...sourceAnswers,
  ...watchAnswers,
  ...magazineAnswers,
  ...mailAnswers,
  ...newsletterAnswers,
  ...planAnswers,
  ...pictureAnswers,
  ...doorAnswers,
  ...memberAnswers,
  ...memberSubscriptionAnswers,
  ...groupAnswers,
  ...findAnswers,
}

/** The handlers of the desk's API. */
export function deskHandlers(deps: Deps, problems: Problems): Record<DeskRouteName, Handler> {
  const handlerOf = <Name extends DeskRouteName>(name: Name) => [name, deskHandler(deps, problems, name, answers[name])] as const
  const names = Object.keys(deskRoutes) as DeskRouteName[]
  return Object.fromEntries(names.map(handlerOf)) as Record<DeskRouteName, Handler>
}
