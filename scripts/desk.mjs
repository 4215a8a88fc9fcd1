// The desk: the editors' app in desk/ as files named after their content, and the one page that names them.
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { storeCompressed } from './assets.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Writes the app into `outDir`: `index.html` and a folder `assets` of scripts and styles, also as `.br` and `.gz`. `shared` are the site's own assets. */
export async function buildDesk({ outDir, shared }) {
  // React is another one where this says anything else.
  process.env.NODE_ENV = 'production'
  const { build } = await import('vite')
  await build({
    configFile: false,
    envDir: false,
    root: join(root, 'desk'),
    base: '/desk/',
    publicDir: false,
    logLevel: 'warn',
    cacheDir: join(root, 'node_modules', '.cache', 'vite'),
    oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
    plugins: [withSharedFiles(shared)],
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2023',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      // Packages mark what runs in browsers with a line that means nothing here.
      rolldownOptions: { onLog: (level, log, tell) => log.code === 'MODULE_LEVEL_DIRECTIVE' || tell(level, log) },
    },
  })
  await compressAll(join(outDir, 'assets'))
}

/**
 * The page begins with what the reader's pages have already: the faces, and the icon. The font itself isn't asked for at once, since it weighs
 * as much as the scripts and would come before them; the faces that stand in for it have its measures.
 */
function withSharedFiles({ faces, icon }) {
  const tags = [
    { tag: 'link', attrs: { rel: 'stylesheet', href: faces } },
    { tag: 'link', attrs: { rel: 'icon', href: icon, type: 'image/svg+xml' } },
  ]
  return { name: 'shared-files', transformIndexHtml: () => tags.map((tag) => ({ ...tag, injectTo: 'head' })) }
}

async function compressAll(folder) {
  const names = (await readdir(folder)).filter((name) => /\.(js|css)$/.test(name))
  await Promise.all(names.map(async (name) => storeCompressed(join(folder, name), await readFile(join(folder, name)))))
}
