import { unfaithful } from '../../domain/excerpt-faults.ts'
import { changeSlug, changeTopic, changeVisibility, type PickChanged } from '../../flows/change-pick.ts'
import { type PickPublished, publishNow } from '../../flows/publish-pick.ts'
import { type PickScheduled, schedulePick, unschedulePick } from '../../flows/schedule-pick.ts'
import { takeBackPick } from '../../flows/unpublish-pick.ts'
import type { Deps } from '../deps.ts'
import type { BulkDone, DeskPick } from './contract.ts'
import type { DeskAnswers, DeskRequest } from './desk-route.ts'
import { flowDeps } from './flow-deps.ts'
import { notWritten, shown } from './picks.ts'
import { type Outcome, refuse, unusable } from './refusal.ts'

type Names =
  | 'publishPick'
  | 'schedulePick'
  | 'unschedulePick'
  | 'unpublishPick'
  | 'changeVisibility'
  | 'changeSlug'
  | 'changeManyPicks'
  | 'changeManyVisibilities'

/** What readers come to see, and when. Every answer is sent once the change is in the database, and this process's pages know of it. */
export const publishingAnswers: DeskAnswers<Names> = {
  publishPick: async (request) => {
    const { deps, id, asked } = request
    return afterwards(deps, id, await publishNow(flowDeps(request), { id, ...asked }))
  },
  schedulePick: async (request) => {
    const { deps, id, asked } = request
    return afterwards(deps, id, await schedulePick(flowDeps(request), { id, ...asked }))
  },
  unschedulePick: async (request) => {
    const isDone = (await unschedulePick(flowDeps(request), { id: request.id })) === 'unscheduled'
    return isDone ? shown(request.deps, request.id) : refuse('not-now', { message: notPlanned })
  },
  unpublishPick: async (request) => {
    const isDone = (await takeBackPick(flowDeps(request), { id: request.id })) === 'taken-back'
    await request.deps.refresh()
    return isDone ? shown(request.deps, request.id) : refuse('not-now', { message: 'Readers don’t see it as it is.' })
  },
  changeVisibility: async (request) => {
    const { deps, id, asked } = request
    return afterwards(deps, id, await changeVisibility(flowDeps(request), { id, ...asked }))
  },
  changeSlug: async (request) => {
    const { deps, id, asked } = request
    return afterwards(deps, id, await changeSlug(flowDeps(request), { id, ...asked }))
  },
  changeManyPicks: (request) => {
    const { asked } = request
    const flow = flowDeps(request)
    switch (asked.do) {
      case 'publish':
        return oneByOne(request, asked.ids, (id) => publishNow(flow, { id, revision: null }))
      case 'unpublish':
        return oneByOne(request, asked.ids, async (id) => ({ kind: await takeBackPick(flow, { id }) }))
      case 'schedule':
        return oneByOne(request, asked.ids, (id) => schedulePick(flow, { id, revision: null, local: asked.local }))
      case 'unschedule':
        return oneByOne(request, asked.ids, async (id) => ({ kind: await unschedulePick(flow, { id }) }))
      case 'add-topic':
      case 'remove-topic': {
        const { topic, do: verb } = asked
        return oneByOne(request, asked.ids, (id) => changeTopic(flow, { id, topic, isFiled: verb === 'add-topic' }))
      }
    }
  },
  changeManyVisibilities: (request) => {
    const { ids, visibility } = request.asked
    return oneByOne(request, ids, (id) => changeVisibility(flowDeps(request), { id, visibility }))
  },
}

type Done = PickPublished | PickScheduled | PickChanged | { kind: 'taken-back' | 'not-public' | 'unscheduled' | 'not-planned' }

const notPlanned = 'It isn’t planned; perhaps it has just gone out.'
const sentences: Record<Exclude<Done['kind'], 'conflict'>, string | null> = {
  published: null,
  scheduled: null,
  changed: null,
  unchanged: null,
  'taken-back': null,
  unscheduled: null,
  'not-planned': notPlanned,
  'not-public': 'Readers don’t see it as it is.',
  missing: 'This pick isn’t here any more.',
  lacks: 'It isn’t whole yet.',
  unfaithful,
  taken: 'This address is another pick’s, or was one’s and leads there still.',
  public: 'Readers see it already. What you change goes out when you publish it.',
  past: 'This time has passed. Publish it now, or choose a later one.',
  'no-such-day': 'There is no such day.',
}

async function afterwards(deps: Deps, id: number, done: Done): Promise<Outcome<DeskPick>> {
  await deps.refresh()
  if (done.kind === 'conflict') return notWritten(deps, id, 'conflict')
  const message = sentences[done.kind]
  if (message === null) return shown(deps, id)
  switch (done.kind) {
    case 'lacks':
    case 'unfaithful':
      return refuse('unusable', { message, fields: done.lacks })
    case 'taken':
      return unusable('slug', message)
    case 'past':
    case 'no-such-day':
      return unusable('local', message)
    case 'missing':
      return refuse('missing')
    default:
      return refuse('not-now', { message })
  }
}

/** Each for itself: what can't be done to one keeps none of the others. */
async function oneByOne(
  { deps }: Pick<DeskRequest<'changeManyPicks'>, 'deps'>,
  ids: readonly number[],
  change: (id: number) => Promise<Done>,
): Promise<Outcome<BulkDone>> {
  const answer: BulkDone = { done: [], refused: [] }
  for (const id of new Set(ids)) {
    const done = await change(id)
    const message = done.kind === 'conflict' ? 'Somebody has just saved it.' : sentences[done.kind]
    if (message === null) answer.done.push(id)
    else answer.refused.push({ id, message: 'lacks' in done ? `${message} ${done.lacks[0]?.message ?? ''}` : message })
  }
  await deps.refresh()
  return { answer }
}
