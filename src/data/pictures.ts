import { isPictureFile, type Logo, type Picture, type PictureKind } from '../domain/picture.ts'
import type { Db, Trx } from './schema.ts'

/** A picture to keep, with its files by name. */
export type NewPicture = {
  picture: Picture
  kind: PictureKind
  files: readonly { name: string; bytes: Uint8Array }[]
  now: Date
  /** Whoever of the staff put it here. */
  by: number
}

/** Keeps a picture. Its name must be like no other's. */
export async function savePicture(trx: Trx, { picture, kind, files, now, by }: NewPicture): Promise<void> {
  await trx
    .insertInto('picture')
    .values({ ...picture, kind, made_at: now.toISOString(), made_by: by })
    .execute()
  for (const file of files)
    await trx
      .insertInto('picture_file')
      .values({ ...file, picture: picture.name })
      .execute()
}

/** The picture of this name, if it is of that kind. */
export async function findPicture(db: Db, name: string, kind: PictureKind): Promise<Picture | null> {
  const found = db.selectFrom('picture').select(['name', 'width', 'height']).where('name', '=', name).where('kind', '=', kind)
  return (await found.executeTakeFirst()) ?? null
}

/** How many pictures this person has put here since then. */
export async function countPicturesOf(db: Db, by: number, since: Date): Promise<number> {
  const row = await db
    .selectFrom('picture')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('made_by', '=', by)
    .where('made_at', '>', since.toISOString())
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** The bytes of one file of a picture. Any text may be asked for. */
export async function findPictureFile(db: Db, file: string): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!isPictureFile(file)) return null // nor could PostgreSQL be asked about every text
  const row = await db.selectFrom('picture_file').select('bytes').where('name', '=', file).executeTakeFirst()
  // PostgreSQL gives a Buffer, which may be a part of a larger one.
  return row ? new Uint8Array(row.bytes) : null
}

/** The magazine's logo; null where it goes by its name alone. */
export async function findLogo(db: Db): Promise<Logo | null> {
  const { light, dark } = await db.selectFrom('logo').select(['light', 'dark']).where('id', '=', 1).executeTakeFirstOrThrow()
  const found = light === null ? null : await findPicture(db, light, 'logo')
  return found && { light: found, dark: dark === null ? null : await findPicture(db, dark, 'logo') }
}

/** Makes these the magazine's logo. */
export async function saveLogo(trx: Trx, names: { light: string | null; dark: string | null }): Promise<void> {
  await trx.updateTable('logo').set(names).where('id', '=', 1).execute()
}

/** Deletes the pictures put here before then that no draft, no version and no logo is of, and says how many. */
export async function prunePictures(db: Db, before: Date): Promise<number> {
  const result = await db
    .deleteFrom('picture')
    .where('made_at', '<', before.toISOString())
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('version').select('number').whereRef('version.picture', '=', 'picture.name'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('draft').select('pick_id').whereRef('draft.picture', '=', 'picture.name'))),
    )
    .where(({ not, exists, selectFrom, or }) =>
      not(
        exists(
          selectFrom('logo')
            .select('id')
            .where((eb) => or([eb('logo.light', '=', eb.ref('picture.name')), eb('logo.dark', '=', eb.ref('picture.name'))])),
        ),
      ),
    )
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
