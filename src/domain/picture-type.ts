/** What a file is by its own first bytes, whatever it is called: a picture made of pixels, or why it isn’t taken for one. */
export type FileType = 'jpeg' | 'png' | 'gif' | 'webp' | 'avif' | 'heic' | 'svg' | 'other'

/** The types that a picture is made from. */
export type RasterType = Exclude<FileType, 'heic' | 'svg' | 'other'>

const looked = 4_096

/** Tells a file by its first bytes. Whether it is that all through, only reading it shows. */
export function fileTypeOf(bytes: Uint8Array): FileType {
  const start = textOf(bytes.subarray(0, looked))
  if (start.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (/^GIF8[79]a/.test(start)) return 'gif'
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return 'webp'
  if (start.slice(4, 8) === 'ftyp') return brandOf(bytes, start)
  if (/^(?:\xef\xbb\xbf)?\s*</.test(start) && /<svg[\s>]/i.test(start)) return 'svg'
  return 'other'
}

/** Whether a picture can be made from this type of file. */
export function isRaster(type: FileType): type is RasterType {
  return type !== 'heic' && type !== 'svg' && type !== 'other'
}

/** ISO/IEC 14496-12 §4.3: the first box lists what the file may be read as, four letters each. */
function brandOf(bytes: Uint8Array, start: string): FileType {
  const [a = 0, b = 0, c = 0, d = 0] = bytes
  const length = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
  const brands: string[] = start.slice(8, Math.min(length, 256)).match(/.{4}/gs) ?? []
  if (brands.includes('avif')) return 'avif'
  return brands.some((brand) => /^(?:hei[cmsx]|hev[cmx]|mif1|msf1)$/.test(brand)) ? 'heic' : 'other'
}

/** A letter for each byte. */
function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}
