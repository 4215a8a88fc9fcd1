// Writes every page with fixture data and the assets to a folder: node test/support/gallery/build.mjs FOLDER
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'rolldown'
import { buildAssets } from '../../../scripts/assets.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const outDir = process.argv[2]
if (!outDir) {
  console.error('Usage: node test/support/gallery/build.mjs FOLDER')
  process.exit(2)
}

const assets = { ...(await buildAssets({ outDir: join(outDir, 'assets') })), accent: null }
const bundle = join(here, `.gallery-${process.pid}.mjs`)
try {
  const entry = `export * from ${JSON.stringify(join(here, 'pages.tsx'))}; export { frame } from ${JSON.stringify(join(here, 'fixtures.ts'))}`
  await build({
    input: 'entry',
    platform: 'node',
    external: /^hono/,
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? '\0entry.ts' : null),
        load: (id) => (id === '\0entry.ts' ? entry : null),
      },
    ],
    output: { file: bundle },
    logLevel: 'warn',
  })
  const { galleryPages, streamPage, frame } = await import(pathToFileURL(bundle).href)
  const pages = { ...galleryPages({ ...frame, assets }), stream: streamPage({ ...frame, assets }) }
  await mkdir(outDir, { recursive: true })
  for (const [name, page] of Object.entries(pages)) await writeFile(join(outDir, `${name}.html`), page)
  console.log(Object.keys(pages).join('\n'))
} finally {
  await rm(bundle, { force: true })
}
