import { useEffect, useRef, useSyncExternalStore } from 'react'

/**
 * A key that does something. `keys` is what `KeyboardEvent.key` gives, two for one after the other ("g p"), with `Mod+` where Control, or
 * Command on a Mac, is held. Keys without it do nothing while somebody is typing. One without `run` is only listed: the part of the page that it is
 * about listens by itself.
 */
export type Shortcut = { keys: string; what: string; run?: () => void }

/** The shortcuts of one part of the desk, under the name that the list of shortcuts gives it. */
export type ShortcutGroup = { title: string; shortcuts: readonly Shortcut[] }

const sequenceMilliseconds = 1_200
let groups: readonly ShortcutGroup[] = []
const listeners = new Set<() => void>()
let began: { key: string; at: number } | null = null

/** Has these keys work for as long as the component is there. What came last is asked first. */
export function useShortcuts(title: string, shortcuts: readonly Shortcut[]): void {
  const newest = useRef(shortcuts)
  newest.current = shortcuts
  const names = shortcuts.map(({ keys, what }) => `${keys}\n${what}`).join('\n\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is made anew only when a key or its words change.
  useEffect(() => {
    const live = newest.current.map(({ keys, what, run }, at) =>
      run ? { keys, what, run: () => newest.current[at]?.run?.() } : { keys, what },
    )
    const group = { title, shortcuts: live }
    set([...groups, group])
    return () => set(groups.filter((other) => other !== group))
  }, [title, names])
}

/** All shortcuts that work now, for the list of them. */
export function useAllShortcuts(): readonly ShortcutGroup[] {
  return useSyncExternalStore(subscribe, () => groups)
}

/** Listens to the keyboard. There is one listener, for as long as the desk is open. */
export function listenToKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.altKey || event.isComposing || document.querySelector('dialog[open]')) return
    const isMod = event.ctrlKey || event.metaKey
    if (!isMod && isTyping(event.target)) return
    if (event.key === 'Enter' && isPressed(event.target)) return
    const found = findShortcut(isMod ? `Mod+${event.key}` : event.key, event.timeStamp)
    if (!found) return
    event.preventDefault()
    found.run?.()
  })
}

/** Whether keys pressed here are letters of a text rather than commands. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return target.getAttribute('aria-readonly') !== 'true'
  return target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select')
}

/** Whether Enter presses what has the focus, as it does on every link and button. */
function isPressed(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a[href], button, summary') !== null
}

function findShortcut(key: string, at: number): Shortcut | null {
  const all = groups.toReversed().flatMap(({ shortcuts }) => shortcuts.filter(({ run }) => run))
  const before = began !== null && at - began.at < sequenceMilliseconds ? `${began.key} ${key}` : null
  const found = all.find(({ keys }) => keys === before) ?? all.find(({ keys }) => keys === key) ?? null
  began = found === null && all.some(({ keys }) => keys.startsWith(`${key} `)) ? { key, at } : null
  return found
}

function set(next: readonly ShortcutGroup[]): void {
  groups = next
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
