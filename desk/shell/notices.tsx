import { useSyncExternalStore } from 'react'

/**
 * One sentence about what has just happened. `undo` takes it back; a notice that offers it stays longer. `goTo` is where what it asks for is
 * done, in another window, so that what is chosen or typed here stays.
 */
export type Notice = { id: number; text: string; undo?: () => void; isProblem?: boolean; goTo?: { href: string; words: string } }

const milliseconds = { plain: 6_000, undoable: 12_000 }
let notices: readonly Notice[] = []
let lastId = 0
const listeners = new Set<() => void>()

/** Says a sentence at the foot of the desk, aloud too for who listens. A problem stays until it is closed. */
export function say(text: string, more: Omit<Notice, 'id' | 'text'> = {}): void {
  const notice = { id: ++lastId, text, ...more }
  set([...notices.slice(-2), notice])
  if (!notice.isProblem) setTimeout(() => close(notice.id), notice.undo ? milliseconds.undoable : milliseconds.plain)
}

/** Says why something wasn't done. */
export function sayProblem(problem: unknown): void {
  say(problem instanceof Error ? problem.message : String(problem), { isProblem: true })
}

/** Where the sentences appear. There is one, for as long as the desk is open. */
export function Notices() {
  const shown = useSyncExternalStore(subscribe, () => notices)
  return (
    <section className="notices" aria-label="Notices" aria-live="polite">
      {shown.map(({ id, text, undo, isProblem, goTo }) => (
        <p key={id} className={isProblem ? 'wrong' : undefined}>
          <span>{text}</span>
          {undo ? (
            <button type="button" className="plain" onClick={() => takeBack(id, undo)}>
              Undo
            </button>
          ) : null}
          {goTo ? (
            <a href={goTo.href} target="_blank" rel="noopener">
              {goTo.words}
            </a>
          ) : null}
          <button type="button" className="plain" aria-label={`Close: ${text}`} onClick={() => close(id)}>
            Close
          </button>
        </p>
      ))}
    </section>
  )
}

/** Takes back the newest thing that can be; false when there is none. */
export function undoNewest(): boolean {
  const newest = notices.findLast(({ undo }) => undo)
  if (!newest?.undo) return false
  takeBack(newest.id, newest.undo)
  return true
}

function takeBack(id: number, undo: () => void): void {
  close(id)
  undo()
}

function close(id: number): void {
  set(notices.filter((notice) => notice.id !== id))
}

function set(next: readonly Notice[]): void {
  notices = next
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
