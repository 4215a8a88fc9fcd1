// What the browser is sent besides pages: one stylesheet, the scripts, the fonts and the icon, named after their content.
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { faces, licenses, makeFace } from './fonts.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const cacheFolder = join(root, 'node_modules', '.cache', 'tessera-fonts')

/**
 * Writes every asset into `outDir` under a name that holds its hash, text also as `.br` and `.gz`, and `manifest.json` with the paths
 * pages link to. A file whose name is the same has the same content, so it may be cached for ever.
 */
export async function buildAssets({ outDir }) {
  await mkdir(outDir, { recursive: true })
  const fonts = await Promise.all(faces.map(async (face) => ({ face, data: await makeFace(face, cacheFolder) })))
  const paths = new Map()
  for (const { face, data } of fonts) paths.set(face.name, await store(outDir, face.name, 'woff2', data))

  const readCss = async (name) => minified(withFontPaths(await readFile(join(root, 'public', `${name}.css`), 'utf8'), paths))
  const [css, sans, device] = await Promise.all(['tessera', 'face-sans', 'face-device'].map(readCss))
  const manifest = {
    stylesheet: await store(outDir, 'tessera', 'css', Buffer.from(css)),
    faceSans: await store(outDir, 'face-sans', 'css', Buffer.from(sans)),
    faceDevice: await store(outDir, 'face-device', 'css', Buffer.from(device)),
    faces: await store(outDir, 'faces', 'css', Buffer.from(shownWhenReady(facesOf(css) + facesOf(sans)))),
    script: await store(outDir, 'stream', 'js', await readFile(join(root, 'public', 'stream.js'))),
    passkeyScript: await store(outDir, 'passkey', 'js', await readFile(join(root, 'public', 'passkey.js'))),
    ...Object.fromEntries(faces.filter(({ key }) => key).map(({ key, name }) => [key, paths.get(name)])),
    icon: await store(outDir, 'icon', 'svg', await readFile(join(root, 'public', 'icon.svg'))),
  }
  await copyFontLicense(outDir)
  await writeFile(join(outDir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

async function store(outDir, name, ending, data) {
  const hash = createHash('sha256').update(data).digest('hex').slice(0, 12)
  const file = `${name}-${hash}.${ending}`
  await writeFile(join(outDir, file), data)
  if (ending !== 'woff2') await storeCompressed(join(outDir, file), data)
  return `/assets/${file}`
}

/** Puts a text beside itself in the two codings that browsers ask for, as small as each can make it. */
export async function storeCompressed(file, data) {
  const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
  await writeFile(`${file}.br`, await promisify(brotliCompress)(data, { params: quality }))
  await writeFile(`${file}.gz`, await promisify(gzip)(data, { level: constants.Z_BEST_COMPRESSION }))
}

function withFontPaths(css, paths) {
  return css.replaceAll(/url\("fonts\/([\w-]+)\.woff2"\)/g, (_, name) => {
    const path = paths.get(name)
    if (!path) throw new Error(`The stylesheet names a font that isn't made: ${name}`)
    return `url("${path}")`
  })
}

/** The rules that name fonts, for pages that have a stylesheet of their own. */
function facesOf(css) {
  return css.match(/@font-face\{[^}]*\}/g).join('')
}

/**
 * As the desk wants it: its scripts draw the page, so no font can be there before the first line, and what is optional would never be shown. The faces
 * that stand in meanwhile have the same measures.
 */
function shownWhenReady(rules) {
  return rules.replaceAll('font-display:optional', 'font-display:swap')
}

/** White space and comments only: strings are left alone, and so are the spaces that `calc` and selectors need. */
export function minified(css) {
  const parts = css.replaceAll(/\/\*[\s\S]*?\*\//g, '').split(/("[^"]*")/)
  return parts
    .map((part, i) =>
      i % 2
        ? part
        : part
            .replaceAll(/\s+/g, ' ')
            .replaceAll(/ ?([{};,]) ?/g, '$1')
            .replaceAll(': ', ':'),
    )
    .join('')
    .replaceAll(';}', '}')
    .trim()
}

async function copyFontLicense(outDir) {
  const texts = await Promise.all(licenses.map((file) => readFile(file, 'utf8')))
  await writeFile(join(outDir, 'font-license.txt'), texts.join('\n\n'))
}
