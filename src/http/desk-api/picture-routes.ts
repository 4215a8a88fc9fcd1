import { mostIn } from '../../domain/picture.ts'
import * as pictures from './contract-pictures.ts'
import { api, changes, type DeskRoute } from './route-row.ts'

const takesFile = { takesFile: mostIn.bytes, request: pictures.fileShape, isAudited: false } as const

/** The part of the desk's map that pictures take: covers of picks, and the magazine's logo. */
export const pictureRoutes = {
  uploadCover: {
    ...changes,
    ...takesFile,
    path: `${api}/picks/:id/pictures`,
    role: 'contributor',
    answer: pictures.pictureShape,
    does: 'Makes a picture of a file, for the cover of a pick that one may write in. It is part of the pick once that is saved with it.',
  },
  uploadLogo: {
    ...changes,
    ...takesFile,
    path: `${api}/logo/pictures`,
    role: 'owner',
    answer: pictures.pictureShape,
    does: 'Makes a picture of a file, for the magazine’s logo.',
  },
  changeLogo: {
    ...changes,
    path: `${api}/logo`,
    role: 'owner',
    request: pictures.changeLogoShape,
    answer: pictures.logoAnswerShape,
    does: 'Makes pictures the magazine’s logo, or has it go by its name alone.',
  },
} as const satisfies Record<string, DeskRoute>
