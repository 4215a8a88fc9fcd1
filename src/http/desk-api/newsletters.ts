import { listNewsletters } from '../../data/newsletters.ts'
import { addNewsletter, changeNewsletter, endNewsletter, type NewsletterChanged } from '../../flows/change-newsletters.ts'
import type { Deps } from '../deps.ts'
import type { DeskNewsletter } from './contract-plans.ts'
import type { DeskAnswers } from './desk-route.ts'
import { flowDeps } from './flow-deps.ts'
import { type Outcome, refuse } from './refusal.ts'

type List = { newsletters: DeskNewsletter[] }
type Names = 'listNewsletters' | 'addNewsletter' | 'changeNewsletter' | 'retireNewsletter'

/** What members can choose to get by mail. */
export const newsletterAnswers: DeskAnswers<Names> = {
  listNewsletters: ({ deps }) => shown(deps),
  addNewsletter: async (request) => {
    await addNewsletter(flowDeps(request), request.asked)
    return shown(request.deps)
  },
  changeNewsletter: async (request) =>
    afterwards(request.deps, await changeNewsletter(flowDeps(request), request.id, request.asked)),
  retireNewsletter: async (request) => afterwards(request.deps, await endNewsletter(flowDeps(request), request.id)),
}

async function afterwards(deps: Deps, done: NewsletterChanged): Promise<Outcome<List>> {
  if (done === 'conflict') return refuse('conflict', { message: 'This newsletter has changed meanwhile. Look at it again.' })
  return done === 'missing' ? refuse('missing') : shown(deps)
}

async function shown({ database }: Deps): Promise<{ answer: List }> {
  const newsletters = await listNewsletters(database.db)
  return {
    answer: {
      newsletters: newsletters.map(({ id, slug, name, description, retiredAt, wantedBy }) => {
        return { id, slug, name, description, wantedBy, retiredAt: retiredAt?.toISOString() ?? null }
      }),
    },
  }
}
