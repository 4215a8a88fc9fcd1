import type { TestProject } from 'vitest/node'
import { type Chromium, findChromium } from './chromium.ts'
import { startPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a real PostgreSQL's maintenance database; tests make databases of their own there. */
    pg: string
    chromium: Chromium
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
  return server.value.stop
}
