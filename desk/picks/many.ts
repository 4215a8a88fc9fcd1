import type { PickLine } from '../../src/http/desk-api/contract.ts'
import type { Sent } from '../../src/http/desk-api/desk-routes.ts'

/** One thing that is done to many picks. Who may read many at once is an owner's to say, and has a route of its own. */
export type Many = Sent<'changeManyPicks'> | ({ do: 'visibility' } & Sent<'changeManyVisibilities'>)

/** A line of a list as it will be once this is done. */
export function changedLine(line: PickLine, many: Many): PickLine {
  switch (many.do) {
    case 'publish':
      return { ...line, state: 'published', schedule: null }
    case 'unpublish':
      return { ...line, state: 'draft' }
    case 'schedule':
      return { ...line, state: 'scheduled' }
    case 'unschedule':
      return { ...line, state: 'draft', schedule: null }
    case 'visibility':
      return { ...line, visibility: many.visibility }
    case 'add-topic':
      return { ...line, topics: [...line.topics.filter((topic) => topic !== many.topic), many.topic] }
    case 'remove-topic':
      return { ...line, topics: line.topics.filter((topic) => topic !== many.topic) }
  }
}

/** What takes it back, for picks as they were before: nothing where it can't be, and several things where they weren't all alike. */
export function inversesOf(many: Many, before: readonly PickLine[]): Many[] {
  const ids = before.map(({ id }) => id)
  switch (many.do) {
    // What went out may have been read, and what it replaced is a version: that is taken back by hand.
    case 'publish':
      return []
    case 'unpublish':
      return [{ do: 'publish', ids }]
    case 'schedule':
    case 'unschedule':
      return alike(before, ({ schedule }) => (schedule?.held === null ? schedule.local : null)).map(([local, same]) =>
        local === null ? { do: 'unschedule', ids: same } : { do: 'schedule', ids: same, local },
      )
    case 'visibility':
      return alike(before, ({ visibility }) => visibility).map(([visibility, same]) => ({
        do: 'visibility',
        ids: same,
        visibility,
      }))
    // Those that were filed so before stay as they were.
    case 'add-topic':
      return some(
        before,
        (line) => !line.topics.includes(many.topic),
        (same) => ({ ...many, do: 'remove-topic', ids: same }),
      )
    case 'remove-topic':
      return some(
        before,
        (line) => line.topics.includes(many.topic),
        (same) => ({ ...many, do: 'add-topic', ids: same }),
      )
  }
}

/** What has been done, as a sentence. */
export function sentenceOf(many: Many, count: number): string {
  const picks = count === 1 ? 'One pick is' : `${count} picks are`
  switch (many.do) {
    case 'publish':
      return `${picks} published.`
    case 'unpublish':
      return `${picks} taken back. Readers see ${count === 1 ? 'it' : 'them'} no more.`
    case 'schedule':
      return `${picks} scheduled.`
    case 'unschedule':
      return `${picks} no longer scheduled.`
    case 'visibility':
      return `${picks} ${{ open: 'open to everybody', metered: 'metered', 'subscribers-only': 'for subscribers only' }[many.visibility]} now.`
    case 'add-topic':
      return `${picks} filed under ${many.topic}.`
    case 'remove-topic':
      return `${picks} no longer filed under ${many.topic}.`
  }
}

function alike<Key>(lines: readonly PickLine[], key: (line: PickLine) => Key): [Key, number[]][] {
  return [...Map.groupBy(lines, key)].map(([shared, same]) => [shared, same.map(({ id }) => id)])
}

function some(lines: readonly PickLine[], fits: (line: PickLine) => boolean, make: (ids: number[]) => Many): Many[] {
  const ids = lines.filter(fits).map(({ id }) => id)
  return ids.length === 0 ? [] : [make(ids)]
}
