import type { Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import { deskDoorHandlers } from '../desk-api/desk-door.tsx'
import { deskPageHandlers } from '../desk-api/desk-pages.tsx'
import { memberFileHandlers } from '../desk-api/member-file.ts'
import type { Problems } from '../problems.ts'
import type { RouteName } from '../routes.ts'
import { webhookHandlers } from '../webhooks/stripe.ts'
import { accountHandlers } from './account.tsx'
import { checkoutHandlers } from './checkout.tsx'
import { emailChangeHandlers } from './email-change.tsx'
import { fileHandlers } from './files.ts'
import { followHandlers } from './follow.ts'
import { giftLinkHandlers } from './gift-link.tsx'
import { givingHandlers } from './giving.tsx'
import { administrationHandlers } from './group-administration.tsx'
import { groupHandlers } from './groups.tsx'
import { invitationHandlers } from './invitations.tsx'
import { listHandlers } from './lists.tsx'
import { passkeyCeremonyHandlers } from './passkey-ceremonies.ts'
import { passkeyHandlers } from './passkeys.tsx'
import { pickHandlers } from './picks.tsx'
import { pictureHandlers } from './pictures.ts'
import { plainHandlers } from './plain.tsx'
import { planHandlers } from './plans.tsx'
import { readingHandlers } from './reading.tsx'
import { searchHandlers } from './search.tsx'
import { signInHandlers } from './sign-in.tsx'

/**
 * One handler for every row of the route table; the compiler sees to it that none is missing. Only the preview isn't among them: it reads
 * what was captured, which nothing does that answers readers.
 */
export function readerHandlers(deps: Deps, problems: Problems): Record<Exclude<RouteName, 'deskPreview'>, Handler> {
  return {
    ...listHandlers(deps, problems),
    ...pickHandlers(deps, problems),
    ...searchHandlers(deps),
    ...readingHandlers(deps, problems),
    ...signInHandlers(deps, problems),
    ...accountHandlers(deps, problems),
    ...groupHandlers(deps, problems),
    ...administrationHandlers(deps, problems),
    ...invitationHandlers(deps, problems),
    ...emailChangeHandlers(deps, problems),
    ...planHandlers(deps, problems),
    ...checkoutHandlers(deps, problems),
    ...webhookHandlers(deps, problems),
    ...passkeyHandlers(deps, problems),
    ...passkeyCeremonyHandlers(deps, problems),
    ...givingHandlers(deps, problems),
    ...giftLinkHandlers(deps),
    ...followHandlers(deps),
    ...deskPageHandlers(deps, problems),
    ...deskDoorHandlers(deps, problems),
    ...memberFileHandlers(deps, problems),
    ...plainHandlers(deps),
    ...fileHandlers(deps, problems),
    ...pictureHandlers(deps, problems),
  }
}
