import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { buildAssets } from '../../../scripts/assets.mjs'
import type { Frame } from '../../../src/views/frame.ts'
import { frame } from './fixtures.ts'

const types: Record<string, string> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
}
const policy = [
  "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'",
  "require-trusted-types-for 'script'; trusted-types tessera",
].join('; ')

/** What a made-up server answers; null where it has no such page. */
export type Answer = { status?: number; headers?: Record<string, string>; body: string } | null

/** Real assets under a made-up site, in a folder of their own; `frame` links to them. The caller disposes of it. */
export type Gallery = {
  frame: Frame
  answer: (context: BrowserContext, pageFor: (url: URL) => Answer) => Promise<void>
  dispose: () => Promise<void>
}

/** Builds the assets and answers for `frame.origin` inside a browser context, without a server or a network, under the site's own policy. */
export async function openGallery(): Promise<Gallery> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-gallery-'))
  const assets = { ...(await buildAssets({ outDir: folder })), accent: null, face: null }
  return {
    frame: { ...frame, assets },
    dispose: () => rm(folder, { recursive: true, force: true }),
    answer: async (context, pageFor) => {
      await context.route('**/*', (route) => {
        const url = new URL(route.request().url())
        if (url.pathname.startsWith('/assets/')) {
          const body = readFileSync(join(folder, url.pathname.slice('/assets/'.length)))
          return route.fulfill({ body, contentType: types[extname(url.pathname)] ?? 'text/plain' })
        }
        const { status = 200, headers = {}, body } = pageFor(url) ?? { status: 404, body: '' }
        return route.fulfill({
          status,
          body,
          headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, ...headers },
        })
      })
    },
  }
}
