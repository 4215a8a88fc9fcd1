import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { startMagazine } from '../../src/main.ts'
import { sourcePage } from '../support/source-pages.ts'

test('the program as it is started reads a page that is sent to it, goes to no address of its own network, and stops at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-clipping-'))
  const running = await startMagazine(readConfig({}, { data: folder, port: 0 }), { empty: true, say: () => {} })
  const { origin } = running
  const post = (address: string, body: string, headers: Record<string, string>) =>
    fetch(address, { method: 'POST', redirect: 'manual', body, headers: { 'sec-fetch-site': 'same-origin', ...headers } })
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const owner = await post(running.deskLink ?? '', 'name=Ada&email=ada@paper.example', form)
  const cookie = owner.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ')
  const clip = (given: object) =>
    post(`${origin}/desk/api/captures`, JSON.stringify(given), { 'content-type': 'application/json', cookie })
  const page = await clip({ kind: 'page', url: 'https://paper.example/a', html: sourcePage() })
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('The tide tables of Quire Bay')])
  for (const url of [`${origin}/about`, origin.replace('localhost', '127.0.0.1'), 'http://127.0.0.1:22/'])
    expect((await clip({ kind: 'url', url })).status, url).toBe(422)
  const busy = clip({ kind: 'page', url: 'https://paper.example/b', html: `<body>${'<div>'.repeat(400_000)}` })
  await clip({ kind: 'text', text: 'By now the one before is under way.', url: null })
  const begun = performance.now()
  await running.stop()
  expect((await busy).status).toBe(409)
  expect(performance.now() - begun).toBeLessThan(5_000)
  rmSync(folder, { recursive: true, force: true })
})
