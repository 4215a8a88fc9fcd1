// The sample magazine in a folder that is gone afterwards, and a browser to look at it with.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './process.mjs'

/** Serves the sample magazine while `body` runs with its address and the link that makes its owner. */
export async function withSampleSite(body) {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-sample-'))
  const child = spawn(process.execPath, [join(root, 'dist/cli.js'), 'start', '--data', folder, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  try {
    const { address, ownerLink } = await saidBy(child)
    return await body(address, ownerLink)
  } finally {
    child.kill('SIGTERM')
    await new Promise((resolve) => child.once('exit', resolve))
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The Chromium that the tests use, and the options a headless one needs. */
export async function chromiumOptions() {
  const { findChromium } = await import('../test/support/chromium.ts')
  const { executablePath, env } = await findChromium()
  const isRoot = process.getuid?.() === 0
  const quiet = ['--headless', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  return { executablePath, env: { ...process.env, ...env }, args: isRoot ? ['--no-sandbox', ...quiet] : quiet }
}

function saidBy(child) {
  return new Promise((resolve, reject) => {
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        said += data
        const ownerLink = /http:\/\/\S+\/desk\/first\/[\w-]+(?=\s)/.exec(said)?.[0]
        if (ownerLink) resolve({ address: new URL(ownerLink).origin, ownerLink })
      })
    }
    child.once('exit', (code) => reject(new Error(`The sample site ended with code ${code}\n${said}`)))
  })
}
