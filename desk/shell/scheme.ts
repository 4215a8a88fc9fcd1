import { useSyncExternalStore } from 'react'

/** Light or dark as an editor chose it for this browser; `system` follows the machine. */
export type Scheme = 'system' | 'light' | 'dark'

const key = 'desk-scheme'
/** All of them, in the order in which they are offered. */
export const schemes: readonly Scheme[] = ['system', 'light', 'dark']
const listeners = new Set<() => void>()

/** Puts the page into the scheme chosen earlier. Called once, before anything is drawn. */
export function applyScheme(): void {
  const scheme = readScheme()
  if (scheme === 'system') delete document.documentElement.dataset.scheme
  else document.documentElement.dataset.scheme = scheme
}

/** The scheme, and what chooses another. */
export function useScheme(): [Scheme, (scheme: Scheme) => void] {
  return [useSyncExternalStore(subscribe, readScheme), chooseScheme]
}

function chooseScheme(scheme: Scheme): void {
  // A browser that keeps nothing for sites still shows the choice until the page is left.
  document.documentElement.dataset.scheme = scheme
  try {
    localStorage.setItem(key, scheme)
  } catch {}
  if (scheme === 'system') delete document.documentElement.dataset.scheme
  for (const tell of listeners) tell()
}

function readScheme(): Scheme {
  const chosen = document.documentElement.dataset.scheme ?? stored()
  return schemes.find((scheme) => scheme === chosen) ?? 'system'
}

function stored(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
