import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyContent, readContent } from './draft.ts'
import { coverWidthsOf, fitInto, iconFile, isPictureFile, jpegWidthsOf, logoWidthsOf, pictureFile } from './picture.ts'
import { fileTypeOf } from './picture-type.ts'

const side = fc.integer({ min: 1, max: 2_000 })
const size = fc.record({ width: side, height: side })
const name = `${'A-_9'.repeat(5)}zz`

test('no file of a picture is wider than the picture, the last is as wide, and each has a name that is looked up', () => {
  fc.assert(
    fc.property(side, (width) => {
      for (const widths of [coverWidthsOf(width), logoWidthsOf(width)]) {
        expect(widths.at(-1)).toBe(width)
        expect(widths).toEqual(widths.toSorted((one, other) => one - other))
        expect(widths.every((one) => isPictureFile(pictureFile(name, one, 'webp')))).toBe(true)
      }
      expect(jpegWidthsOf(width).every((one) => coverWidthsOf(width).includes(one))).toBe(true)
    }),
  )
})

test('what fits into a box keeps its shape to the pixel, and is never made larger', () => {
  fc.assert(
    fc.property(size, size, (picture, box) => {
      const { width, height } = fitInto(picture, box)
      expect(width <= Math.min(picture.width, box.width) && height <= Math.min(picture.height, box.height)).toBe(true)
      const scale = Math.min(1, box.width / picture.width, box.height / picture.height)
      expect(Math.abs(width - picture.width * scale)).toBeLessThanOrEqual(1)
      expect(Math.abs(height - picture.height * scale)).toBeLessThanOrEqual(1)
    }),
  )
})

test('no other text is looked up as a file of a picture', () => {
  for (const text of [
    '',
    '..',
    `${name}-640.html`,
    `../${name}-640.webp`,
    `${name}-0.webp`,
    `${name}-640.webp\0`,
    `${name}-640.webp\n`,
  ])
    expect(isPictureFile(text), text).toBe(false)
})

test('only a logo that is nearly square stands in the tab', () => {
  const logo = (width: number, height: number) => ({ light: { name, width, height }, dark: null })
  expect([iconFile(logo(120, 100)), iconFile(logo(400, 100)), iconFile(null)]).toEqual([`${name}-icon.png`, null, null])
})

test('a file is told by its bytes, whatever they are', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => typeof fileTypeOf(bytes) === 'string'))
})

test('a draft that was kept before there were covers has none', () => {
  const { cover: _, ...before } = emptyContent
  expect(readContent(JSON.stringify({ ...before, headline: 'Old' }))).toEqual({ ...emptyContent, headline: 'Old' })
})
