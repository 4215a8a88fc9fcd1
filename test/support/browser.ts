import { type Browser, chromium } from 'playwright-core'
import { inject } from 'vitest'

/** Starts a headless Chromium that can reach this machine and nothing else. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = inject('chromium')
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    args: quietFlags,
    chromiumSandbox: process.getuid?.() !== 0,
  })
}

const quietFlags = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
]
