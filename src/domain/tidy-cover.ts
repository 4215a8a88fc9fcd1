import { tidy } from './markup/tidy.ts'
import type { Cover } from './picture.ts'

/** A cover with its words as they go out. */
export function tidyCover(cover: Cover | null): Cover | null {
  return cover && { ...cover, alt: tidy(cover.alt ?? ''), credit: tidy(cover.credit ?? '') || null }
}
