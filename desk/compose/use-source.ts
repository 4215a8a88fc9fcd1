import { useMutation, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Capture } from '../../src/http/desk-api/contract-captures.ts'
import { ask } from '../api/ask.ts'
import { queries } from '../api/queries.ts'
import { sayProblem } from '../shell/notices.tsx'

/** The article that a pick quotes, as it was captured: a paragraph a line. The text is empty where nothing was. */
export type Source = {
  capture: Capture | null
  text: string
  isLoading: boolean
  isReplacing: boolean
  /** Where the article can be fetched from; null where no whole address is known. */
  address: string | null
  /** Captures this text in place of what there is, or what is at the address where none is given; false where that can't be, and why is said. */
  replace: (text: string | null) => Promise<boolean>
}

/** Loads what was captured for a pick, and captures it anew from text that is pasted. `url` is where the article is, as it is typed. */
export function useSource(pickId: number, url: string | null): Source {
  const queryKey = ['capture', pickId]
  const address = wholeAddress(url)
  const { data, isLoading } = useQuery({
    queryKey,
    queryFn: ({ signal }) => ask('showCapture', {}, { id: pickId }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const { mutateAsync, isPending } = useMutation({
    mutationFn: async (pasted: string | null) => {
      const text = pasted === null ? null : ({ kind: 'text', text: pasted, url: address } as const)
      const clipped = await ask('clipSource', text ?? { kind: 'url', url: address ?? '' })
      return ask('changeCapture', { capture: clipped.capture.id }, { id: pickId })
    },
    onSuccess: (held) => queries.setQueryData(queryKey, held),
    onError: sayProblem,
  })
  const capture = data?.capture ?? null
  const text = useMemo(() => capture?.paragraphs.join('\n') ?? '', [capture])
  return {
    capture,
    text,
    isLoading,
    isReplacing: isPending,
    address,
    replace: (pasted) =>
      mutateAsync(pasted).then(
        () => true,
        () => false,
      ),
  }
}

/** An address that is half typed says nothing yet. */
function wholeAddress(url: string | null): string | null {
  return url !== null && /^https?:[/]{2}/i.test(url) && URL.canParse(url) ? url : null
}
