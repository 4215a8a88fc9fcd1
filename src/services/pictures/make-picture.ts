import sharp, { type Sharp } from 'sharp'
import {
  boxes,
  coverWidthsOf,
  isSquarish,
  jpegWidthsOf,
  leastIn,
  logoWidthsOf,
  mostIn,
  type PictureKind,
  type Size,
} from '../../domain/picture.ts'
import type { PictureProblem } from '../../domain/picture-sentences.ts'
import type { RasterType } from '../../domain/picture-type.ts'
import type { MadeFile, PictureJob, PictureMade } from './picture-maker.ts'

// Of all that libvips can read these five and nothing else, whatever a file says it is.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadNsgifBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadHeifBuffer',
  ],
})
sharp.cache(false)
sharp.concurrency(1)

const formats: Record<RasterType, string> = { jpeg: 'jpeg', png: 'png', gif: 'gif', webp: 'webp', avif: 'heif' }
const iconSize = 192
const nothing = { r: 0, g: 0, b: 0, alpha: 0 }

/** The pixels themselves, upright, in sRGB, and no more of them than are kept. All that was in the file besides is gone. */
type Pixels = { bytes: Buffer; size: Size; channels: 3 | 4 }

/** Reads a file once, checks it, and makes of its pixels every file that readers are sent. Of one that moves, the first picture is taken. */
export async function makePicture({ bytes, type, kind }: PictureJob): Promise<PictureMade> {
  try {
    const problem = await problemOf(bytes, type, kind)
    if (problem !== null) return { kind: 'refused', problem, reason: null }
    const pixels = await readPixels(bytes, kind)
    return { kind: 'made', size: pixels.size, files: await (kind === 'cover' ? coverFiles(pixels) : logoFiles(pixels)) }
  } catch (error) {
    return { kind: 'refused', problem: 'unreadable', reason: String(error) }
  }
}

/** What the first bytes say is looked at before anything is unpacked: a few of them can promise a picture of any size. */
async function problemOf(bytes: Uint8Array, type: RasterType, kind: PictureKind): Promise<PictureProblem | null> {
  const { format, width, height, autoOrient } = await sharp(bytes, { limitInputPixels: false, pages: 1 }).metadata()
  if (format !== formats[type]) return 'not-a-picture'
  if (width * height > mostIn.pixels) return 'too-many-pixels'
  const least = leastIn[kind]
  return autoOrient.width < least.width || autoOrient.height < least.height ? 'too-small' : null
}

async function readPixels(bytes: Uint8Array, kind: PictureKind): Promise<Pixels> {
  const file = sharp(bytes, { limitInputPixels: mostIn.pixels, pages: 1, failOn: 'warning', sequentialRead: true })
  const upright = file.autoOrient().toColourspace('srgb')
  // A drawing with a clear ground would vanish on a dark page; a logo has a form of its own for that.
  const ground = kind === 'cover' ? upright.flatten({ background: '#fff' }) : upright.ensureAlpha()
  const fitted = ground.resize({ ...boxes[kind], fit: 'inside', withoutEnlargement: true })
  const { data, info } = await fitted.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  const least = leastIn[kind]
  if (channels !== 3 && channels !== 4) throw new Error(`${channels} channels`)
  if (width < Math.min(least.width, 100) || height < least.height / 4) throw new Error(`${width} × ${height} is hardly a picture`)
  return { bytes: data, size: { width, height }, channels }
}

async function coverFiles(pixels: Pixels): Promise<MadeFile[]> {
  const { width: widest } = pixels.size
  const files: MadeFile[] = []
  for (const width of coverWidthsOf(widest))
    files.push({ width, ending: 'webp', bytes: await at(pixels, width).webp({ quality: 80 }).toBuffer() })
  for (const width of jpegWidthsOf(widest))
    files.push({ width, ending: 'jpg', bytes: await at(pixels, width).jpeg({ quality: 80, mozjpeg: true }).toBuffer() })
  return files
}

async function logoFiles(pixels: Pixels): Promise<MadeFile[]> {
  const files: MadeFile[] = []
  for (const width of logoWidthsOf(pixels.size.width))
    files.push({ width, ending: 'png', bytes: await at(pixels, width).png({ compressionLevel: 9 }).toBuffer() })
  if (!isSquarish(pixels.size)) return files
  const icon = open(pixels).resize({ width: iconSize, height: iconSize, fit: 'contain', background: nothing })
  return [...files, { width: 'icon', ending: 'png', bytes: await icon.png({ compressionLevel: 9 }).toBuffer() }]
}

function at(pixels: Pixels, width: number): Sharp {
  return width === pixels.size.width ? open(pixels) : open(pixels).resize({ width })
}

function open({ bytes, size, channels }: Pixels): Sharp {
  return sharp(bytes, { raw: { ...size, channels } })
}
