import type { BulkDone, PickLine } from '../../src/http/desk-api/contract.ts'
import type { Sent } from '../../src/http/desk-api/desk-routes.ts'
import { ask } from '../api/ask.ts'
import { noteSignedOut } from '../api/signed-out.ts'
import { say } from '../shell/notices.tsx'
import { changeLines, refreshLists } from './list-picks.ts'

/** One thing that is done to many picks. */
export type Many = Sent<'changeManyPicks'>

/**
 * Does one thing to many picks. The lists show it at once, are put back where it is refused, and the notice offers to take it back. Gives
 * the ids of those that were refused.
 */
export async function changeMany(many: Many): Promise<number[]> {
  const putBack = changeLines(many.ids, (line) => changed(line, many))
  try {
    const { done, refused } = await ask('changeManyPicks', many)
    if (refused.length > 0) putBack()
    if (done.length > 0) {
      const undo = inverse(many, done)
      say(sentence(many, done.length), undo ? { undo: () => changeMany(undo) } : {})
    }
    for (const text of refusals(refused)) say(text, { isProblem: true })
    await refreshLists()
    return refused.map(({ id }) => id)
  } catch (error) {
    putBack()
    noteSignedOut(error)
    say(error instanceof Error ? error.message : String(error), { isProblem: true })
    return many.ids
  }
}

function changed(line: PickLine, many: Many): PickLine {
  switch (many.do) {
    case 'publish':
      return { ...line, state: 'published', schedule: null }
    case 'unpublish':
      return { ...line, state: 'draft' }
    case 'add-topic':
      return { ...line, topics: [...line.topics.filter((topic) => topic !== many.topic), many.topic] }
    case 'remove-topic':
      return { ...line, topics: line.topics.filter((topic) => topic !== many.topic) }
  }
}

function inverse(many: Many, ids: number[]): Many | null {
  switch (many.do) {
    // What went out may have been read, and what it replaced is a version: that is taken back by hand.
    case 'publish':
      return null
    case 'unpublish':
      return { do: 'publish', ids }
    case 'add-topic':
      return { ...many, do: 'remove-topic', ids }
    case 'remove-topic':
      return { ...many, do: 'add-topic', ids }
  }
}

function sentence(many: Many, count: number): string {
  const picks = count === 1 ? 'One pick is' : `${count} picks are`
  switch (many.do) {
    case 'publish':
      return `${picks} published.`
    case 'unpublish':
      return `${picks} taken back. Readers see ${count === 1 ? 'it' : 'them'} no more.`
    case 'add-topic':
      return `${picks} filed under ${many.topic}.`
    case 'remove-topic':
      return `${picks} no longer filed under ${many.topic}.`
  }
}

/** Each reason once, with how many picks it is about. */
function refusals(refused: BulkDone['refused']): string[] {
  const reasons = new Map<string, number>()
  for (const { message } of refused) reasons.set(message, (reasons.get(message) ?? 0) + 1)
  return [...reasons].map(([message, count]) =>
    refused.length === 1 ? message : `${count === 1 ? 'One pick' : `${count} picks`}: ${message}`,
  )
}
