// `npm run bench`: see bench/main.ts. What is measured is the built program.
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, findNode } from './bootstrap.mjs'
import { handOver, main, root } from './process.mjs'

await main(async () => {
  await ensureInstalled({ development: true })
  await ensureBuilt()
  return handOver(findNode(), [join(root, 'bench/main.ts'), ...process.argv.slice(2)])
})
