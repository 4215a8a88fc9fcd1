/** What the list of picks shows, as its address says it. */
export type PicksSearch = {
  state?: 'draft' | 'scheduled' | 'published'
  search?: string
  topic?: number
  source?: number
  mine?: 'yes'
}

/** Reads the part of an address after the `?`; what it doesn't know is left out. */
export function readPicksSearch({ state, search, topic, source, mine }: Record<string, unknown>): PicksSearch {
  return {
    ...(state === 'draft' || state === 'scheduled' || state === 'published' ? { state } : {}),
    // The router reads digits as a number.
    ...((typeof search === 'string' || typeof search === 'number') && search !== '' ? { search: String(search) } : {}),
    ...(typeof topic === 'number' ? { topic } : {}),
    ...(typeof source === 'number' ? { source } : {}),
    ...(mine === 'yes' ? { mine } : {}),
  }
}
