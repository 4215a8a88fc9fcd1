#!/usr/bin/env node
// The `tessera` command. It sees to it that all is installed, built and on a Node that is new enough, and then gets out of the way.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt, ensureInstalled, findNode } from '../scripts/bootstrap.mjs'
import { handOver, main, root } from '../scripts/process.mjs'

await main(async () => {
  await ensureBuilt()
  await ensureInstalled()
  const program = join(root, 'dist/cli.js')
  const node = findNode()
  if (node !== process.execPath) return handOver(node, ['--enable-source-maps', program, ...process.argv.slice(2)])
  process.setSourceMapsEnabled(true)
  process.argv[1] = program
  await import(pathToFileURL(program).href)
})
