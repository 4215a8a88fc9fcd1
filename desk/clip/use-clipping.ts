import { useEffect, useRef, useState } from 'react'
import type { Clipped } from '../../src/http/desk-api/contract-captures.ts'
import type { Sent } from '../../src/http/desk-api/desk-routes.ts'
import { ask } from '../api/ask.ts'
import { noteSignedOut } from '../api/signed-out.ts'

/** How far a clip has come. `problem` is why the last one came to nothing, in a sentence. */
export type ClipState =
  | { kind: 'asking'; problem: string | null }
  | { kind: 'clipping'; what: 'page' | 'text' }
  | { kind: 'clipped'; clipped: Clipped }

export type Clipping = {
  state: ClipState
  clip: (given: Sent<'clipSource'>) => Promise<void>
  /** Gives up what is under way; the server keeps nothing of it. */
  stop: () => void
  /** Goes back to the question what is to be clipped. */
  again: () => void
}

/** One clip after the other. What is under way is given up when the page is left. */
export function useClipping(): Clipping {
  const [state, setState] = useState<ClipState>({ kind: 'asking', problem: null })
  const underWay = useRef<AbortController | null>(null)
  useEffect(() => () => underWay.current?.abort(), [])
  const clip: Clipping['clip'] = async (given) => {
    const mine = new AbortController()
    underWay.current?.abort()
    underWay.current = mine
    setState({ kind: 'clipping', what: given.kind === 'text' ? 'text' : 'page' })
    try {
      const clipped = await ask('clipSource', given, {}, mine.signal)
      setState({ kind: 'clipped', clipped })
    } catch (error) {
      if (mine.signal.aborted) return
      noteSignedOut(error)
      setState({ kind: 'asking', problem: error instanceof Error ? error.message : String(error) })
    }
  }
  const again = () => setState({ kind: 'asking', problem: null })
  const stop = () => {
    underWay.current?.abort()
    again()
  }
  return { state, clip, stop, again }
}
