#!/usr/bin/env node
// The `tessera` command. It sees to it that all is installed, built and on a Node that is new enough, and then gets out of the way.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt, ensureInstalled, findNode } from '../scripts/bootstrap.mjs'
import { flagsFor, isServing, leanEnvironment } from '../scripts/lean.mjs'
import { handOver, main, root } from '../scripts/process.mjs'

await main(async () => {
  await ensureBuilt()
  await ensureInstalled()
  const program = join(root, 'dist/cli.js')
  const args = process.argv.slice(2)
  const flags = flagsFor(args)
  const node = findNode()
  // They cost 20 MB for as long as the program runs. Without them a trace names the lines of dist/, which can be read.
  const hasMaps = !isServing(args)
  const command = [...flags, ...(hasMaps ? ['--enable-source-maps'] : []), program, ...args]
  const environment = { ...leanEnvironment, ...process.env }
  if (node !== process.execPath) return handOver(node, command, environment)
  // Flags count from the start only, so this process begins again, as the same one. (Where that can't be done, it goes on without them.)
  if (flags.length > 0 && process.execve) process.execve(node, [node, ...command], environment)
  process.setSourceMapsEnabled(hasMaps)
  process.argv[1] = program
  await import(pathToFileURL(program).href)
})
