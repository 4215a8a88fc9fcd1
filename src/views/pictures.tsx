import {
  type Cover,
  coverWidthsOf,
  fitInto,
  jpegWidthsOf,
  type Logo,
  logoWidthsOf,
  type Picture,
  pictureFile,
  type Size,
} from '../domain/picture.ts'
import { paths } from '../http/routes.ts'
import type { Frame } from './frame.ts'

/** The largest that a cover is shown, in CSS pixels: as wide as the column, and never as high as a window. */
const inPick = { width: 600, height: 520 }
/** Beside an entry of a list. */
const inList = { width: 144, height: 144 }
const inMasthead = { width: 280, height: 56 }

/** A pick's cover with who made it. Its room is kept, so that no line moves when it comes. */
export function CoverFigure({ frame, cover, isLazy }: { frame: Frame; cover: Cover; isLazy: boolean }) {
  const [before, after] = frame.words.pick.picture
  return (
    <figure class="cover">
      <CoverPicture cover={cover} box={inPick} alt={cover.alt ?? ''} isLazy={isLazy} />
      {cover.credit ? <figcaption>{before + cover.credit + after}</figcaption> : null}
    </figure>
  )
}

/** The cover beside a headline that leads to it, where it says nothing of its own and so is passed over when read aloud. */
export function CoverInList({ cover }: { cover: Cover }) {
  return (
    <div class="thumb">
      <CoverPicture cover={cover} box={inList} alt="" isLazy />
    </div>
  )
}

/** The largest JPEG of a cover, for previews on other sites. */
export function previewOf({ picture }: Cover): Size & { path: string } {
  const width = jpegWidthsOf(picture.width).at(-1) ?? picture.width
  return { width, height: Math.round((picture.height * width) / picture.width), path: fileOf(picture, width, 'jpg') }
}

/** The logo in the place of the name, which it says to those who don't see it. */
export function LogoPicture({ logo: { light, dark }, name }: { logo: Logo; name: string }) {
  const { width, height } = fitInto(light, inMasthead)
  const night = dark && fitInto(dark, inMasthead)
  const src = fileOf(light, light.width, 'png')
  return (
    <picture>
      {dark && night ? (
        <source media="(prefers-color-scheme: dark)" srcset={logoFiles(dark)} sizes={`${night.width}px`} {...night} />
      ) : null}
      <img
        class={dark ? 'logo' : 'logo plate'}
        src={src}
        srcset={logoFiles(light)}
        sizes={`${width}px`}
        width={width}
        height={height}
        alt={name}
      />
    </picture>
  )
}

function CoverPicture({ cover: { picture }, box, alt, isLazy }: { cover: Cover; box: Size; alt: string; isLazy: boolean }) {
  const { width, height } = fitInto(picture, box)
  const files = (ending: 'webp' | 'jpg', widths: number[]) =>
    widths.map((wide) => `${fileOf(picture, wide, ending)} ${wide}w`).join(', ')
  const sizes = `min(100vw, ${width}px)`
  const jpegs = jpegWidthsOf(picture.width)
  return (
    <picture>
      <source type="image/webp" srcset={files('webp', coverWidthsOf(picture.width))} sizes={sizes} />
      <img
        src={fileOf(picture, jpegs[0] ?? picture.width, 'jpg')}
        srcset={files('jpg', jpegs)}
        sizes={sizes}
        width={width}
        height={height}
        alt={alt}
        loading={isLazy ? 'lazy' : undefined}
        decoding="async"
      />
    </picture>
  )
}

function logoFiles(picture: Picture): string {
  return logoWidthsOf(picture.width)
    .map((wide) => `${fileOf(picture, wide, 'png')} ${wide}w`)
    .join(', ')
}

function fileOf({ name }: Picture, width: number, ending: 'webp' | 'jpg' | 'png'): string {
  return paths.picture(pictureFile(name, width, ending))
}
