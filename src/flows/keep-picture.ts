import { countPicturesOf, savePicture } from '../data/pictures.ts'
import type { Db } from '../data/schema.ts'
import { type Picture, type PictureKind, pictureFile } from '../domain/picture.ts'
import type { PictureProblem } from '../domain/picture-sentences.ts'
import type { PictureMaker } from '../services/pictures/picture-maker.ts'

export type KeepPictureDeps = {
  db: Db
  now: Date
  maker: PictureMaker
  /** Random text, like no other; 22 characters of it are used. */
  newName: () => string
  /** Told why no picture was made, for the log. */
  note: (failure: { problem: PictureProblem; reason: string }) => void
}

export type PictureKept = { kind: 'kept'; picture: Picture } | { kind: 'refused'; problem: PictureProblem }

/** That one person may put here in an hour. */
const picturesPerHour = 120

const hour = 3_600_000

/**
 * Makes a picture of a file and keeps it, until a day has gone by in which nothing was of it. Nothing of the file itself is kept, not
 * even its name. `by` is who put it here.
 */
export async function keepPicture(
  deps: KeepPictureDeps,
  { bytes, kind, by }: { bytes: Uint8Array; kind: PictureKind; by: number },
): Promise<PictureKept> {
  const { db, now, maker, newName, note } = deps
  const lately = await countPicturesOf(db, by, new Date(now.getTime() - hour))
  if (lately >= picturesPerHour) return { kind: 'refused', problem: 'busy' }
  const made = await maker.makePicture(bytes, kind)
  if (made.kind === 'refused') {
    const { problem, reason } = made
    if (reason !== null) note({ problem, reason })
    return { kind: 'refused', problem }
  }
  const picture = { name: newName().slice(0, 22), ...made.size }
  const files = made.files.map(({ width, ending, bytes }) => ({ name: pictureFile(picture.name, width, ending), bytes }))
  await db.transaction().execute((trx) => savePicture(trx, { picture, kind, files, now, by }))
  return { kind: 'kept', picture }
}
