/** What the list of sources is narrowed to and sorted by, as the address has it. */
export type SourcesSearch = { search?: string; sort?: 'quoted' | 'last'; over?: 'yes' }

/** Reads it; what isn't understood is left out. */
export function readSourcesSearch({ search, sort, over }: Record<string, unknown>): SourcesSearch {
  return {
    ...(typeof search === 'string' && search !== '' && { search: search.slice(0, 100) }),
    ...((sort === 'quoted' || sort === 'last') && { sort }),
    ...(over === 'yes' && { over }),
  }
}
