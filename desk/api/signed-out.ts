import { useSyncExternalStore } from 'react'
import { Refusal } from './ask.ts'

let isSignedOut = false
const listeners = new Set<() => void>()

/** Notices when a refusal means that the session is over. Any other error is none of its business. */
export function noteSignedOut(error: unknown): void {
  if (error instanceof Refusal && error.status === 401) set(true)
}

/** Told when the editor has signed in again in another window. */
export function noteSignedIn(): void {
  set(false)
}

/** Whether the session has ended while the desk was open. */
export function useSignedOut(): boolean {
  return useSyncExternalStore(subscribe, () => isSignedOut)
}

function set(next: boolean): void {
  isSignedOut = next
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
