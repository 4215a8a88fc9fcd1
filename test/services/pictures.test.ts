import { resolve } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { PictureKind } from '../../src/domain/picture.ts'
import { createPictureMaker, type MadeFile, type PictureMade } from '../../src/services/pictures/picture-maker.ts'
import { bars, movingGif, promisedPng, thirds } from '../support/picture-files.ts'

const { makePicture } = createPictureMaker({ worker: resolve('dist/picture-worker.js'), patience: 60_000 })

async function made(bytes: Uint8Array, kind: PictureKind = 'cover') {
  const picture = await makePicture(bytes, kind)
  if (picture.kind !== 'made') throw new Error(JSON.stringify(picture))
  return picture
}
const namesOf = (files: readonly MadeFile[]) => files.map(({ width, ending }) => `${width}.${ending}`)
const problemOf = (picture: PictureMade) => (picture.kind === 'refused' ? picture.problem : picture.kind)
const largest = (files: readonly MadeFile[]) => files.at(-1)?.bytes ?? new Uint8Array()

describe('a cover', () => {
  test('comes in several widths, none larger than it came, as WebP and as JPEG', async () => {
    const { size, files } = await made(await bars(1800, 900))
    expect(size).toEqual({ width: 1200, height: 600 })
    expect(namesOf(files)).toEqual(['320.webp', '640.webp', '1200.webp', '640.jpg', '1200.jpg'])
    for (const { bytes, width, ending } of files) {
      const is = await sharp(bytes).metadata()
      expect([is.width, is.format]).toEqual([width, ending === 'jpg' ? 'jpeg' : ending])
      expect(await thirds(bytes)).toEqual(['red', 'green', 'blue'])
    }
    expect(namesOf((await made(await bars(300, 200))).files)).toEqual(['300.webp', '300.jpg'])
  })

  test('of every type that is taken is read, whatever its colors are kept as', async () => {
    const png = sharp(await bars(600, 300))
    const all = {
      jpeg: await png.clone().jpeg({ quality: 95 }).toBuffer(),
      'cmyk jpeg': await png.clone().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(),
      'progressive jpeg': await png.clone().jpeg({ quality: 95, progressive: true }).toBuffer(),
      png: await png.clone().png().toBuffer(),
      'png of 16 bits': await png.clone().toColourspace('rgb16').png().toBuffer(),
      webp: await png.clone().webp({ lossless: true }).toBuffer(),
      avif: await png.clone().avif({ quality: 80, effort: 0 }).toBuffer(),
      gif: await png.clone().gif().toBuffer(),
    }
    for (const [type, bytes] of Object.entries(all))
      expect(await thirds(largest((await made(bytes)).files)), type).toEqual(['red', 'green', 'blue'])
    const gray = await made(await png.clone().greyscale().png().toBuffer())
    expect(gray.size).toEqual({ width: 600, height: 300 })
  })

  test('stands upright as the camera was held, and nothing that was in the file besides its pixels is left', async () => {
    const turned = await sharp(await bars(600, 300))
      .rotate(-90)
      .jpeg({ quality: 95 })
      .withExif({ IFD0: { Orientation: '6', Copyright: 'SECRET-PLACE', Artist: 'SECRET-NAME' }, IFD3: { GPSLatitude: '51/1' } })
      .withMetadata({ orientation: 6, icc: 'p3' })
      .toBuffer()
    const { size, files } = await made(turned)
    expect(size).toEqual({ width: 600, height: 300 })
    for (const { bytes } of files) {
      expect(await thirds(bytes)).toEqual(['red', 'green', 'blue'])
      const { exif, icc, xmp, iptc, orientation } = await sharp(bytes).metadata()
      expect([exif, icc, xmp, iptc, orientation]).toEqual([undefined, undefined, undefined, undefined, undefined])
      expect(Buffer.from(bytes).toString('latin1')).not.toContain('SECRET')
    }
  })

  test('of a GIF that moves is the first picture of it', async () => {
    const { size, files } = await made(await movingGif())
    expect(size).toEqual({ width: 240, height: 160 })
    expect(await thirds(largest(files))).toEqual(['red', 'red', 'red'])
  })

  test('drawn on a clear ground stands on white, so that it is seen in the dark too', async () => {
    const clear = await sharp({ create: { width: 300, height: 200, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer()
    for (const { bytes } of (await made(clear)).files) {
      const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
      expect(data[0]).toBeGreaterThan(250)
    }
  })
})

test('a logo keeps its clear ground, and a square one has an icon', async () => {
  const clear = { r: 20, g: 30, b: 90, alpha: 0.5 }
  const wide = await sharp({ create: { width: 1000, height: 100, channels: 4, background: clear } })
    .png()
    .toBuffer()
  const logo = await made(wide, 'logo')
  expect([logo.size, namesOf(logo.files)]).toEqual([{ width: 960, height: 96 }, ['480.png', '960.png']])
  expect((await sharp(largest(logo.files)).metadata()).hasAlpha).toBe(true)
  const square = await made(await bars(150, 150), 'logo')
  expect(namesOf(square.files)).toEqual(['75.png', '150.png', 'icon.png'])
  expect(await sharp(largest(square.files)).metadata()).toMatchObject({ width: 192, height: 192, hasAlpha: true })
})

describe('no picture is made', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><script>alert(1)</script></svg>'
  const html = '<!doctype html><script>alert(document.domain)</script>'

  test('of what only calls itself one: drawings with scripts, pages, documents, nothing at all [DK-09] [CL-13]', async () => {
    const files = {
      drawing: svg,
      'drawing behind a declaration': `\uFEFF<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY a "b">]>\n${svg}`,
      'not-a-picture': html,
      ' not-a-picture': `%PDF-1.7\n${html}`,
      '  not-a-picture': '',
      '   not-a-picture': '\0'.repeat(1_000),
      '    not-a-picture': 'MZ\x90\0',
    }
    for (const [problem, text] of Object.entries(files))
      expect(problemOf(await makePicture(Buffer.from(text), 'cover')), text.slice(0, 30)).toBe(
        problem.trim().replace(/ behind.*/, ''),
      )
  })

  test('of a beginning with something else behind it, and a whole picture takes along nothing that follows [DK-09] [CL-13]', async () => {
    const png = await bars(300, 200)
    for (const start of [
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      Buffer.from('GIF89a/*'),
      Buffer.from('\xff\xd8\xff\xe0', 'latin1'),
    ])
      expect(problemOf(await makePicture(Buffer.concat([start, Buffer.from(html)]), 'cover'))).toBe('unreadable')
    const jpeg = await sharp(png).jpeg().toBuffer()
    const { files } = await made(Buffer.concat([jpeg, Buffer.from(html), Buffer.from('PK\x03\x04%PDF-1.4')]))
    for (const { bytes } of files) expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/script|%PDF/)
  })

  test('of a few bytes that promise fifty thousand pixels each way, and no reader waits for it [CL-08]', async () => {
    const flood = promisedPng(50_000, 50_000)
    expect(flood.length).toBeLessThan(1_000)
    const before = process.cpuUsage()
    expect(problemOf(await makePicture(flood, 'cover'))).toBe('too-many-pixels')
    expect(problemOf(await makePicture(promisedPng(7_000, 7_000), 'cover'))).toBe('unreadable')
    // Of what the machine had to do nothing was done in this process, which is the one that answers readers.
    const { user, system } = process.cpuUsage(before)
    expect(user + system).toBeLessThan(250_000)
  })

  test('of half a file, whatever its type', async () => {
    const png = sharp(await bars(900, 600))
    for (const bytes of [
      await png.clone().jpeg().toBuffer(),
      await png.clone().png({ compressionLevel: 0 }).toBuffer(),
      await png.clone().webp().toBuffer(),
      await png.clone().avif({ effort: 0 }).toBuffer(),
    ])
      expect(problemOf(await makePicture(bytes.subarray(0, bytes.length / 2), 'cover'))).toBe('unreadable')
  })

  test('of one that is too small to be seen, or of a telephone’s own kind', async () => {
    expect(problemOf(await makePicture(await bars(150, 150), 'cover'))).toBe('too-small')
    expect(problemOf(await makePicture(await bars(30, 30), 'logo'))).toBe('too-small')
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')])
    expect(problemOf(await makePicture(heic, 'cover'))).toBe('heic')
  })

  test('in more than its time: whatever goes on is ended', async () => {
    const hasty = createPictureMaker({ worker: resolve('dist/picture-worker.js'), patience: 1 })
    expect(problemOf(await hasty.makePicture(await bars(600, 300), 'cover'))).toBe('too-long')
  })
})
