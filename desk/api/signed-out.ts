import { useSyncExternalStore } from 'react'
import { Refusal } from './ask.ts'

let goTo: string | null = null
const listeners = new Set<() => void>()

/** Notices when a refusal means that the session is over, or doesn’t open the desk any more. Any other error is none of its business. */
export function noteSignedOut(error: unknown): void {
  if (error instanceof Refusal && (error.code === 'signed-out' || error.code === 'second-proof'))
    set(error.problem?.goTo ?? '/sign-in')
}

/** Told when the editor has signed in again in another window. */
export function noteSignedIn(): void {
  set(null)
}

/** Where one signs in again when the session has ended while the desk was open; null while it lasts. */
export function useSignedOut(): string | null {
  return useSyncExternalStore(subscribe, () => goTo)
}

function set(next: string | null): void {
  goTo = next
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
