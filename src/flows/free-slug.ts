import { numberedSlug } from '../domain/slug.ts'

/** The first address for these words that is free, counted from `from`, and its number. */
export async function firstFree(
  stem: string,
  from: number,
  isTaken: (slug: string) => Promise<boolean>,
): Promise<{ slug: string; nth: number }> {
  let nth = from
  while (await isTaken(numberedSlug(stem, nth))) nth += 1
  return { slug: numberedSlug(stem, nth), nth }
}
