/** A sentence with a place in it: what stands before the place and what stands after. Spaces are part of it. */
export type Around = readonly [before: string, after: string]

/** A sentence with a link in it. */
export type WithLink = { before: string; link: string; after: string }
