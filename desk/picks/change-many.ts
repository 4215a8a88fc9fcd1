import type { BulkDone, PickLine } from '../../src/http/desk-api/contract.ts'
import { ask, Refusal } from '../api/ask.ts'
import { noteSignedOut } from '../api/signed-out.ts'
import { say } from '../shell/notices.tsx'
import { changeLines, refreshLists } from './list-picks.ts'
import { changedLine, inversesOf, type Many, sentenceOf } from './many.ts'

const mostAtOnce = 200

/**
 * Does one thing to many picks, which were as `lines` says. The lists show it at once, are put back where it is refused, and the notice
 * offers to take it back. Gives the ids of those that were refused.
 */
export async function changeMany(many: Many, lines: readonly PickLine[]): Promise<number[]> {
  const putBack = changeLines(many.ids, (line) => changedLine(line, many))
  try {
    const { done, refused } = await askFor(many)
    if (refused.length > 0) putBack()
    if (done.length > 0) {
      const undos = inversesOf(
        many,
        lines.filter(({ id }) => done.includes(id)),
      )
      say(sentenceOf(many, done.length), undos.length > 0 ? { undo: () => void takeBack(undos, many, lines) } : {})
    }
    for (const text of refusals(refused)) say(text, { isProblem: true })
    await refreshLists()
    return refused.map(({ id }) => id)
  } catch (error) {
    putBack()
    noteSignedOut(error)
    tell(error)
    return many.ids
  }
}

async function takeBack(undos: readonly Many[], many: Many, lines: readonly PickLine[]): Promise<void> {
  for (const undo of undos)
    await changeMany(
      undo,
      lines.map((line) => (many.ids.includes(line.id) ? changedLine(line, many) : line)),
    )
}

/** The server takes so many at once; more are sent after one another. */
async function askFor(many: Many): Promise<BulkDone> {
  const all: BulkDone = { done: [], refused: [] }
  for (let from = 0; from < many.ids.length; from += mostAtOnce) {
    const ids = many.ids.slice(from, from + mostAtOnce)
    const { done, refused } =
      many.do === 'visibility'
        ? await ask('changeManyVisibilities', { ids, visibility: many.visibility })
        : await ask('changeManyPicks', { ...many, ids })
    all.done.push(...done)
    all.refused.push(...refused)
  }
  return all
}

function tell(error: unknown): void {
  const isOld = error instanceof Refusal && error.code === 'sign-in-again'
  const text = isOld
    ? 'Who may read many picks at once is changed only right after signing in, so that nobody does it at a desk left open.'
    : String(error instanceof Error ? error.message : error)
  say(text, { isProblem: true, ...(isOld && { goTo: { href: error.problem?.goTo ?? '/sign-in', words: 'Sign in' } }) })
}

/** Each reason once, with how many picks it is about. */
function refusals(refused: BulkDone['refused']): string[] {
  const reasons = new Map<string, number>()
  for (const { message } of refused) reasons.set(message, (reasons.get(message) ?? 0) + 1)
  return [...reasons].map(([message, count]) =>
    refused.length === 1 ? message : `${count === 1 ? 'One pick' : `${count} picks`}: ${message}`,
  )
}
