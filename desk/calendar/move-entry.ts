import { addDays, isLocalDate } from '../../src/domain/calendar-date.ts'
import type { LocalDate } from '../../src/domain/pick.ts'
import type { CalendarMonth } from '../../src/http/desk-api/contract-lists.ts'
import { ask } from '../api/ask.ts'
import { queries } from '../api/queries.ts'
import { noteSignedOut } from '../api/signed-out.ts'
import { dayInWords, partsOfLocal } from '../parts/moments.ts'
import { refreshLists } from '../picks/list-picks.ts'
import { say, sayProblem } from '../shell/notices.tsx'

export type Entry = CalendarMonth['entries'][number]

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** The day to which a key moves an entry: by a day or a week, with Shift held; null where it moves nothing. */
export function dayByKey(entry: Entry, { key, shiftKey }: { key: string; shiftKey: boolean }): LocalDate | null {
  const step = steps[key]
  return shiftKey && step !== undefined && isMovable(entry) ? addDays(entry.day, step) : null
}

/** Whether an entry can be moved to another day: what is planned and hasn't gone out. */
export function isMovable({ state, local }: Entry): boolean {
  return state !== 'published' && local !== null
}

/** Has what is planned go out on another day at the same time of day. The calendar shows it at once; a notice takes it back. */
export async function moveEntry(entry: Entry, day: LocalDate, today: LocalDate): Promise<void> {
  if (!isMovable(entry) || !isLocalDate(day) || day === entry.day) return
  const time = entry.local?.slice(11) ?? ''
  const local = `${day}T${time}`
  shift(entry.id, { day, local, state: 'scheduled', isHeld: false })
  try {
    const { refused } = await ask('changeManyPicks', { do: 'schedule', ids: [entry.id], local })
    const [why] = refused
    if (why) say(why.message, { isProblem: true })
    else {
      const back = () => void moveEntry({ ...entry, day, local }, entry.day, today)
      say(`It goes out ${dayInWords(day, today)} at ${partsOfLocal(local).time}.`, { undo: back })
    }
  } catch (error) {
    noteSignedOut(error)
    sayProblem(error)
  }
  await refreshLists()
}

function shift(id: number, change: Partial<Entry>): void {
  queries.setQueriesData<CalendarMonth>({ queryKey: ['calendar'] }, (month) =>
    month ? { ...month, entries: month.entries.map((one) => (one.id === id ? { ...one, ...change } : one)) } : month,
  )
}
