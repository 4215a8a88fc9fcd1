import { coverWidthsOf, fitInto, jpegWidthsOf, type Picture, pictureFile, type Size } from '../../src/domain/picture.ts'

type Props = { picture: Picture; box: Size; alt: string; className?: string }

/** A cover at the desk, in a file large enough for the box and its room kept. */
export function CoverImage({ picture, box, alt, className }: Props) {
  const { width, height } = fitInto(picture, box)
  const widths = coverWidthsOf(picture.width)
  const fallback = jpegWidthsOf(picture.width)[0] ?? picture.width
  return (
    <picture className={className}>
      <source
        type="image/webp"
        srcSet={widths.map((wide) => `${pictureAddress(picture, wide, 'webp')} ${wide}w`).join(', ')}
        sizes={`${width}px`}
      />
      <img src={pictureAddress(picture, fallback, 'jpg')} width={width} height={height} alt={alt} />
    </picture>
  )
}

/** A logo at the desk. */
export function LogoImage({ picture, box, alt, className }: Props) {
  const { width, height } = fitInto(picture, box)
  return <img className={className} src={pictureAddress(picture, picture.width, 'png')} width={width} height={height} alt={alt} />
}

function pictureAddress({ name }: Picture, width: number, ending: 'webp' | 'jpg' | 'png'): string {
  return `/pictures/${pictureFile(name, width, ending)}`
}
