import { findPicture } from '../data/pictures.ts'
import type { Db } from '../data/schema.ts'
import type { Lack } from '../domain/draft.ts'
import type { Cover } from '../domain/picture.ts'
import { tidyCover } from '../domain/tidy-cover.ts'

/** What keeps a pick from going out whose picture was deleted: nothing was made of it for a day. */
export const coverGone: Lack = { field: 'cover', message: 'The cover’s picture isn’t here any more. Choose it again.' }

/** A cover as it goes out: its words tidied, its size the picture’s own. */
export async function findWholeCover(db: Db, cover: Cover | null): Promise<Cover | null | 'gone'> {
  if (cover === null) return null
  const picture = await findPicture(db, cover.picture.name, 'cover')
  if (picture === null) return 'gone'
  return tidyCover({ ...cover, picture })
}
