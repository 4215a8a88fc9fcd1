import { useEffect } from 'react'
import type { Me } from '../../src/http/desk-api/contract.ts'

/** Names the window after the page. */
export function useTitle(title: string, { magazine }: Me): void {
  useEffect(() => {
    document.title = `${title} – Desk, ${magazine.name}`
  }, [title, magazine.name])
}
