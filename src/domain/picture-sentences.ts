import { leastIn, mostIn, type PictureKind } from './picture.ts'

/** Why no picture was made of a file. */
export type PictureProblem =
  | 'not-a-picture'
  | 'drawing'
  | 'heic'
  | 'too-large'
  | 'too-many-pixels'
  | 'too-small'
  | 'unreadable'
  | 'too-long'
  | 'busy'
  | 'unavailable'

const kinds = 'JPEG, PNG, WebP, AVIF or GIF'

/** What somebody who has put a file here is told, with what can be done about it. */
export function explainPicture(problem: PictureProblem, kind: PictureKind): string {
  switch (problem) {
    case 'not-a-picture':
      return `This file isn’t a picture, whatever its name says. It can be a ${kinds}.`
    case 'drawing':
      return 'This is an SVG, which can hold scripts, and so isn’t taken. Save it from your drawing program as a PNG, twice as large as it is to be shown.'
    case 'heic':
      return 'This is a HEIC, as telephones make them, which most browsers can’t show. Save or send it as a JPEG.'
    case 'too-large':
      return `The file is larger than ${mostIn.bytes / 1_000_000} MB. Save it smaller: no more than 1,200 pixels across are ever shown.`
    case 'too-many-pixels':
      return `The picture has more than ${Math.floor(mostIn.pixels / 1_000_000)} million pixels. Save it smaller: no more than 1,200 across are ever shown.`
    case 'too-small':
      return `The picture is too small. It must be at least ${leastIn[kind].width} pixels wide and ${leastIn[kind].height} high.`
    case 'unreadable':
      return 'The picture can’t be read to its end; the file may be damaged or cut off. Open it on your machine and save it anew.'
    case 'too-long':
      return 'It took too long to make the picture ready. Save it smaller, or try again in a minute.'
    case 'busy':
      return 'Other pictures are being prepared at this moment. Try again in a minute.'
    case 'unavailable':
      return 'Pictures can’t be prepared on this server. Whoever looks after it finds the reason in its log.'
  }
}
