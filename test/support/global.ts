import { execFileSync } from 'node:child_process'
import type { TestProject } from 'vitest/node'
import { type Chromium, findChromium } from './chromium.ts'
import { startPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a real PostgreSQL's maintenance database; tests make databases of their own there. */
    pg: string
    chromium: Chromium
    /** What the properties' cases are drawn from. */
    seed: number
  }
}

/** Makes ready once what every test file may need. Without a database or a browser there is no run. */
export async function setup(project: TestProject) {
  const [server, browser] = await Promise.allSettled([startPostgres(), findChromium()])
  if (server.status === 'rejected') throw server.reason
  if (browser.status === 'rejected') {
    await server.value.stop()
    throw browser.reason
  }
  project.provide('pg', server.value.url)
  project.provide('chromium', browser.value)
  project.provide('seed', seedOfRun())
  return server.value.stop
}

/** The one that was asked for (FAST_CHECK_SEED), or one that goes by the commit. A copy without its history has a seed too. */
function seedOfRun(): number {
  const asked = process.env.FAST_CHECK_SEED
  if (asked !== undefined) return Number(asked)
  try {
    const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'ignore'] })
    return Number.parseInt(commit.toString().slice(0, 7), 16)
  } catch {
    return 1
  }
}
