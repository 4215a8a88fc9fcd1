// The magazine's face: Source Serif 4, cut down to what the pages print. Subsetting takes seconds, so results are kept by their input.
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import subsetFont from 'subset-font'
import { renameFont } from './font-names.mjs'

const FAMILY = 'Tessera Text'
const packageFolder = dirname(createRequire(import.meta.url).resolve('source-serif/package.json'))

const latin = `${between(0x20, 0x7e)}${between(0xa0, 0xff)}ıŒœŠšŸŽžſˆ˜–—‘’‚“”„†‡•…‰′″‹›⁄€™−`
const furtherLatin = `${between(0x100, 0x17f)}${between(0x218, 0x21b)}${between(0x1e80, 0x1e85)}ẞỲỳ`
const roman = { weight: { min: 400, max: 600 }, size: { min: 8, max: 60 } }
// The italic stands only in small type of one weight, so one fixed cut of it is enough.
const italic = { weight: 400, size: 18 }
const figures = ['onum', 'lnum', 'pnum', 'tnum']
const letters = ['kern', 'liga', 'ccmp', 'locl', 'mark']

/** One entry a file: `key` is its name in the manifest, null where only the stylesheet refers to it. */
export const faces = [
  face('tessera-text', 'font', 'Roman', latin, roman, [...letters, ...figures, 'smcp', 'c2sc']),
  face('tessera-text-more', null, 'Roman', without(furtherLatin, latin), roman, [...letters, 'smcp', 'c2sc']),
  face('tessera-italic', 'fontItalic', 'Italic', latin, italic, [...letters, 'onum']),
  face('tessera-italic-more', null, 'Italic', without(furtherLatin, latin), italic, letters),
]

/** The finished WOFF2 of one face, from the cache where nothing it is made of has changed. */
export async function makeFace(wanted, cacheFolder) {
  const original = await readFile(join(packageFolder, 'VAR', `SourceSerif4Variable-${wanted.style}.ttf`))
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

async function subset(original, { characters, features, axes, style }) {
  const small = await subsetFont(original, characters, {
    targetFormat: 'sfnt',
    keepFeatures: features,
    variationAxes: { wght: axes.weight, opsz: axes.size },
    preserveNameIds: [13, 14],
    noHinting: true,
  })
  return subsetFont(renameFont(small, FAMILY, style), '', {
    keepAllGlyphs: true,
    targetFormat: 'woff2',
    preserveNameIds: [13, 14],
  })
}

function face(name, key, style, characters, axes, features) {
  return { name, key, style, characters, axes, features }
}

function between(first, last) {
  return Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)).join('')
}

function without(characters, others) {
  return [...characters].filter((character) => !others.includes(character)).join('')
}
