import { listNames } from '../../data/members.ts'
import { countWatches, findWatchLine, listWatchLines, type WatchLine as StoredLine } from '../../data/watch-list.ts'
import { moveSource } from '../../flows/move-source.ts'
import { lookAgain, reopenFinding, settleFinding } from '../../flows/settle-watch.ts'
import { watchedAddress } from '../../kit/watched-address.ts'
import type { Deps } from '../deps.ts'
import { paths } from '../routes.ts'
import type { WatchFinding, WatchLine } from './contract-watch.ts'
import { cursorOf, readCursor } from './cursor.ts'
import type { DeskAnswers } from './desk-route.ts'
import { flowDeps } from './flow-deps.ts'
import { actorOf, personOf } from './people.ts'
import { type Outcome, refuse, unreadableCursor } from './refusal.ts'

type Names = 'listWatch' | 'watchState' | 'settleWatch' | 'reopenWatch' | 'lookAgain' | 'moveSource'

const otherByNow = { message: 'The article was looked at again meanwhile, and found otherwise. Look at the list anew.' }

/** What has become of the articles quoted, and what an editor does about it. */
export const watchAnswers: DeskAnswers<Names> = {
  listWatch: async ({ deps, asked: { show, limit, cursor } }) => {
    const after = readCursor(cursor)
    if (after === 'unreadable') return unreadableCursor()
    const from = after ? { since: after.key, id: after.id } : null
    const found = await listWatchLines(deps.database.db, { show, after: from, limit: limit + 1 })
    const last = found[limit - 1]
    const next = found.length > limit && last ? cursorOf(last.since.toISOString(), last.pickId) : null
    return { answer: { lines: await linesOf(deps, found.slice(0, limit)), next } }
  },
  watchState: async ({ deps }) => {
    const { open, watched, states } = await countWatches(deps.database.db)
    const isOn = deps.generation().magazine.watchMinutes > 0
    const isReachable = watchedAddress(deps.origin) !== null
    return { answer: { isOn, isReachable, open, watched, unseen: states.new ?? 0, unasked: states.unasked ?? 0 } }
  },
  settleWatch: async (request) => {
    const settled = await settleFinding(flowDeps(request), { id: request.id, ...request.asked })
    return settled === 'other-by-now' ? refuse('not-now', otherByNow) : shown(request.deps, request.id)
  },
  reopenWatch: async (request) => {
    await reopenFinding(flowDeps(request), { id: request.id })
    return shown(request.deps, request.id)
  },
  lookAgain: async (request) => {
    await lookAgain(flowDeps(request), { id: request.id })
    return shown(request.deps, request.id)
  },
  moveSource: async (request) => {
    const moved = await moveSource(flowDeps(request), { id: request.id, ...request.asked })
    await request.deps.refresh()
    switch (moved) {
      case 'moved':
        return { answer: {} }
      case 'missing':
        return refuse('missing')
      case 'other-by-now':
        return refuse('not-now', otherByNow)
      case 'conflict':
        return refuse('not-now', { message: 'Somebody has just saved this pick. Try again.' })
    }
  },
}

async function shown(deps: Deps, pickId: number): Promise<Outcome<WatchLine>> {
  const line = await findWatchLine(deps.database.db, pickId)
  const [view] = line === null ? [] : await linesOf(deps, [line])
  return view === undefined ? refuse('missing') : { answer: view }
}

async function linesOf(deps: Deps, lines: readonly StoredLine[]): Promise<WatchLine[]> {
  const names = await listNames(
    deps.database.db,
    lines.flatMap(({ settled }) => settled?.by ?? []),
  )
  return lines.flatMap((line) => {
    const { pickId, headline, slug, source, url, finding, mark, since, lookedAt, nextAt, isWanted, settled } = line
    const told = toldOf(finding)
    if (told === null) return []
    const by = settled && (settled.by === null ? actorOf(names, 'program') : personOf(names, settled.by))
    return {
      ...{ id: pickId, headline, path: paths.pick(slug), source, url, finding: told, mark, isWanted },
      ...{ since: since.toISOString(), lookedAt: lookedAt.toISOString(), nextAt: nextAt.toISOString() },
      settled: settled && by && { as: settled.as, note: settled.note, at: settled.at.toISOString(), by },
    }
  })
}

function toldOf(finding: StoredLine['finding']): WatchFinding | null {
  return finding.state === 'same' || finding.state === 'unasked' ? null : finding
}
