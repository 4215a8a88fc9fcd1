/** A picture as it is kept: what its files are named after, and the size in pixels of the largest. */
export type Picture = { name: string; width: number; height: number }

/** What a picture is for: a cover goes with a pick, a logo stands for the magazine. */
export type PictureKind = 'cover' | 'logo'

/** The picture that goes with a pick. It belongs to the lead: anyone may see it. */
export type Cover = {
  picture: Picture
  /** What it shows, for those who don’t see it. Empty for a mere decoration; null until somebody has said, and then it can’t go out. */
  alt: string | null
  /** Who made it, as it is printed below it. */
  credit: string | null
}

/** The magazine’s logo. Without one for the dark, `light` stands on paper there too. */
export type Logo = { light: Picture; dark: Picture | null }

/** A width and a height in pixels. */
export type Size = { width: number; height: number }

/** The most that a picture may have when it comes in: bytes, and pixels, which 50 million of are more than most cameras make. */
export const mostIn = { bytes: 10_000_000, pixels: 51_000_000 }
/** The largest that is kept of each kind. */
export const boxes: Record<PictureKind, Size> = { cover: { width: 1200, height: 1600 }, logo: { width: 960, height: 192 } }
/** The smallest that is of any use. */
export const leastIn: Record<PictureKind, Size> = { cover: { width: 200, height: 100 }, logo: { width: 32, height: 32 } }

const coverWidths = [320, 640]
const jpegFrom = 640

/** The widths of a cover’s files, the smallest first. Nothing is made larger than it came. */
export function coverWidthsOf(width: number): number[] {
  return [...coverWidths.filter((one) => one < width), width]
}

/** Those of them that are also there as JPEG, for what can’t show WebP: older browsers, and previews on other sites. */
export function jpegWidthsOf(width: number): number[] {
  const wide = coverWidthsOf(width).filter((one) => one >= jpegFrom)
  return wide.length === 0 ? [width] : wide
}

/** The widths of a logo’s files. */
export function logoWidthsOf(width: number): number[] {
  return [Math.ceil(width / 2), width]
}

/** Whether a logo is square enough to be told apart in the tab of a browser. */
export function isSquarish({ width, height }: Size): boolean {
  return width <= height * 1.5 && height <= width * 1.5
}

/** The size at which something fits into a box, in whole pixels. It isn’t made larger. */
export function fitInto({ width, height }: Size, box: Size): Size {
  const scale = Math.min(1, box.width / width, box.height / height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** What one file of a picture is called. */
export function pictureFile(name: string, width: number | 'icon', ending: 'webp' | 'jpg' | 'png'): string {
  return `${name}-${width}.${ending}`
}

/** The file that stands for the magazine in a browser's tab; null where its logo has none. */
export function iconFile(logo: Logo | null): string | null {
  return logo && isSquarish(logo.light) ? pictureFile(logo.light.name, 'icon', 'png') : null
}

/** Whether a text could be what a file of a picture is called; what couldn’t needs no look-up. */
export function isPictureFile(text: string): boolean {
  return /^[\w-]{22}-(?:[1-9]\d{0,3}|icon)\.(?:webp|jpg|png)$/.test(text)
}
