import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { Refusal } from './ask.ts'
import { noteSignedOut } from './signed-out.ts'

const tries = 2

/** What the desk has loaded. Shown at once from here, and looked at anew when the window is come back to. */
export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: noteSignedOut }),
  mutationCache: new MutationCache({ onError: noteSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // Asking again helps where nothing was answered; a refusal stays one.
      retry: (failed, error) => failed < tries && error instanceof Refusal && error.code === null,
    },
  },
})
