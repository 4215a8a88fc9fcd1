import type { ColumnType } from 'kysely'
import type { PictureKind } from '../domain/picture.ts'

/** The tables of pictures; columns mean what `0016-pictures.ts` says. */
export type PictureTables = {
  picture: {
    name: string
    kind: ColumnType<PictureKind>
    width: number
    height: number
    made_at: string
    made_by: number | null
  }
  picture_file: { name: string; picture: string; bytes: Uint8Array }
  logo: { id: number; light: string | null; dark: string | null }
}
