// `npm run bench`: see bench/main.ts. What is measured is the built program. With `--desk` it is how the desk opens: see desk-opening.mjs.
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, findNode } from './bootstrap.mjs'
import { handOver, main, root } from './process.mjs'

await main(async () => {
  await ensureInstalled({ development: true })
  await ensureBuilt()
  const node = findNode()
  if (!process.argv.includes('--desk')) return handOver(node, [join(root, 'bench/main.ts'), ...process.argv.slice(2)])
  if (node !== process.execPath) return handOver(node, process.argv.slice(1))
  const { measureOpening } = await import('./desk-opening.mjs')
  return measureOpening()
})
