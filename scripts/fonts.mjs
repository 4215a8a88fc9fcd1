// The magazine's faces: Source Serif 4, and Source Sans 3 for those who choose it, cut down to what the pages print. Subsetting takes
// seconds, so results are kept by their input.
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import subsetFont from 'subset-font'
import { renameFont } from './font-names.mjs'

const { resolve } = createRequire(import.meta.url)
const serif = original(resolve('source-serif/package.json'), 'VAR', 'SourceSerif4Variable', 'Tessera Text')
const sans = original(resolve('source-sans/package.json'), 'VF', 'SourceSans3VF', 'Tessera Sans')
/** Where the licenses of the fonts are. */
export const licenses = [serif, sans].map(({ folder }) => join(folder, 'LICENSE.md'))

const latin = `${between(0x20, 0x7e)}${between(0xa0, 0xff)}ıŒœŠšŸŽžſˆ˜–—‘’‚“”„†‡•…‰′″‹›⁄€™−`
const furtherLatin = `${between(0x100, 0x17f)}${between(0x218, 0x21b)}${between(0x1e80, 0x1e85)}ẞỲỳ`
const roman = { wght: { min: 400, max: 600 }, opsz: { min: 8, max: 60 } }
// The italic stands only in small type of one weight, so one fixed cut of it is enough.
const italic = { wght: 400, opsz: 18 }
const sansRoman = { wght: { min: 400, max: 600 } }
const sansItalic = { wght: 400 }
const figures = ['onum', 'lnum', 'pnum', 'tnum']
const letters = ['kern', 'liga', 'ccmp', 'locl', 'mark']

/** One entry a file: `key` is its name in the manifest, null where only the stylesheet refers to it. */
export const faces = [
  face(serif, 'tessera-text', 'font', 'Roman', latin, roman, [...letters, ...figures, 'smcp', 'c2sc']),
  face(serif, 'tessera-text-more', null, 'Roman', without(furtherLatin, latin), roman, [...letters, 'smcp', 'c2sc']),
  face(serif, 'tessera-italic', 'fontItalic', 'Italic', latin, italic, [...letters, 'onum']),
  face(serif, 'tessera-italic-more', null, 'Italic', without(furtherLatin, latin), italic, letters),
  face(sans, 'tessera-sans', 'fontSans', 'Upright', latin, sansRoman, [...letters, ...figures, 'smcp', 'c2sc']),
  face(sans, 'tessera-sans-more', null, 'Upright', without(furtherLatin, latin), sansRoman, [...letters, 'smcp', 'c2sc']),
  face(sans, 'tessera-sans-italic', 'fontSansItalic', 'Italic', latin, sansItalic, [...letters, 'onum']),
  face(sans, 'tessera-sans-italic-more', null, 'Italic', without(furtherLatin, latin), sansItalic, letters),
]

/** The finished WOFF2 of one face, from the cache where nothing it is made of has changed. */
export async function makeFace(wanted, cacheFolder) {
  const original = await readFile(join(wanted.from.folder, wanted.from.within, `${wanted.from.file}-${wanted.style}.ttf`))
  const recipe = await Promise.all(['./fonts.mjs', './font-names.mjs'].map((file) => readFile(new URL(file, import.meta.url))))
  const hash = createHash('sha256').update(wanted.name).update(original)
  for (const part of recipe) hash.update(part)
  const key = hash.digest('hex').slice(0, 24)
  const kept = join(cacheFolder, `${wanted.name}-${key}.woff2`)
  const found = await readFile(kept).catch(() => null)
  if (found) return found
  const made = await subset(original, wanted)
  await mkdir(cacheFolder, { recursive: true })
  await writeFile(kept, made)
  return made
}

async function subset(original, { from, characters, features, axes, style }) {
  const small = await subsetFont(original, characters, {
    targetFormat: 'sfnt',
    keepFeatures: features,
    variationAxes: axes,
    preserveNameIds: [13, 14],
    noHinting: true,
  })
  return subsetFont(renameFont(small, { old: from.file, family: from.family, style }), '', {
    keepAllGlyphs: true,
    targetFormat: 'woff2',
    preserveNameIds: [13, 14],
  })
}

function original(packageFile, within, file, family) {
  return { folder: dirname(packageFile), within, file, family }
}

function face(from, name, key, style, characters, axes, features) {
  return { from, name, key, style, characters, axes, features }
}

function between(first, last) {
  return Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)).join('')
}

function without(characters, others) {
  return [...characters].filter((character) => !others.includes(character)).join('')
}
