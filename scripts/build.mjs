// `npm run build`: src/, public/ and desk/ become dist/. A new dist/ is made beside the old one and put in its place in one move.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildFingerprint, ensureInstalled, findNode } from './bootstrap.mjs'
import { handOver, main, root, withTurn } from './process.mjs'
import { replaceBuild } from './replace-build.mjs'

const inTurn = process.argv.includes('--in-turn')

await main(async () => {
  if (inTurn) return build()
  await ensureInstalled({ development: true })
  const node = findNode()
  return withTurn('build', () => (node === process.execPath ? build() : handOver(node, [process.argv[1], '--in-turn'])))
})

async function build() {
  process.chdir(root)
  const fingerprint = buildFingerprint()
  const fresh = join(root, `dist-${process.pid}`)
  mkdirSync(fresh)
  try {
    await bundleProgram(fresh)
    const { buildAssets } = await import('./assets.mjs')
    const shared = await buildAssets({ outDir: join(fresh, 'assets') })
    const { buildDesk } = await import('./desk.mjs')
    await buildDesk({ outDir: join(fresh, 'desk'), shared })
    writeFileSync(join(fresh, '.stamp'), fingerprint)
    replaceBuild(join(root, 'dist'), fresh)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

async function bundleProgram(folder) {
  const { build } = await import('rolldown')
  const { default: config } = await import('../rolldown.config.mjs')
  await build({ ...config, logLevel: 'warn', output: { ...config.output, dir: folder } })
}
