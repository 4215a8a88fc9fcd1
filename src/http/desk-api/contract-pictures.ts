import { z } from 'zod'

/** Pictures, as the desk and the server speak of them. A file goes over as it is, and is looked at only by what makes pictures. */

const line = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u)
const name = z.string().regex(/^[\w-]{22}$/)

export const pictureShape = z.strictObject({ name, width: z.int().min(1).max(9_999), height: z.int().min(1).max(9_999) })
export const coverShape = z.strictObject({
  picture: pictureShape,
  /** What it shows; empty for a mere decoration, null until somebody has said. */
  alt: line(500).nullable(),
  /** Who made it. */
  credit: line(200).nullable(),
})
/** Null where the magazine goes by its name alone. */
export const logoShape = z.strictObject({ light: pictureShape, dark: pictureShape.nullable() }).nullable()

/** The bytes of a file that somebody chose. */
export const fileShape = z.file()
/** The names of the pictures that make the logo. */
export const changeLogoShape = z.strictObject({ light: name.nullable(), dark: name.nullable() })
export const logoAnswerShape = z.strictObject({ logo: logoShape })

export type Picture = z.infer<typeof pictureShape>
export type Cover = z.infer<typeof coverShape>
export type Logo = z.infer<typeof logoShape>
