import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestSite, type TestSite } from '../support/site.ts'
import { gatedPick, picksIn } from './canaries.ts'
import { type Served, serve } from './raw-request.ts'

const probes =
  words(`/.git/config /.git/HEAD /.gitignore /.env /.env.local /.htaccess /.well-known/security.txt /.DS_Store /.npmrc /.ssh/id_rsa /metrics /debug
  /debug/vars /debug/pprof /actuator/env /server-status /status /graphql /graphiql /swagger /swagger.json /openapi.json /api-docs /admin /wp-login.php
  /wp-admin/ /xmlrpc.php /phpinfo.php /console /trace /env /config /config.json /package.json /package-lock.json /node_modules/hono/package.json /src/main.ts
  /dist/cli.js /dist/cli.js.map /cli.js.map /data/magazine.db /magazine.db /ledger.db /magazine.db-wal /ledger.db-wal /lock.db /owner.json /backup.zip /backup.sql
  /db.sqlite /database.sqlite3 /dump.sql /assets/manifest.json /assets/font-license.txt /assets/ /assets /assets/.stamp /public/tessera.css /tessera.css /stream.js
  /service-worker.js /sw.js /manifest.webmanifest /crossdomain.xml /healthz /ready /version /_next/static/x /__vite_ping /@fs/etc/passwd /@vite/client`)

const climbing =
  words(String.raw`/assets/../package.json /assets/..%2fpackage.json /assets/..%2f..%2fdata%2fmagazine.db /assets/%2e%2e/package.json
  /assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd /assets/..%5cpackage.json /assets/....//package.json /assets/..;/package.json /assets/%252e%252e%252fpackage.json
  /assets/..%c0%afpackage.json /assets/..%00/package.json /assets//etc/passwd /assets/%2fetc%2fpasswd /assets/C:%5cboot.ini /assets/.. /assets/%2e%2e
  /assets/..\package.json /..%2fpackage.json /%2e%2e/%2e%2e/etc/passwd /../../../etc/passwd`)

let site: TestSite
let served: Served
beforeAll(async () => {
  site = await openTestSite({ picks: gatedPick(1) })
  served = await serve(site)
})
afterAll(async () => {
  await served.close()
  await site.drop()
})

test('what scanners look for is not there [HD-04]', async () => {
  for (const path of probes) {
    const answer = await served.ask(path)
    const aim = answer.status === 301 ? await served.ask(answer.headers.get('location') ?? '') : answer
    expect(aim.status, `${path} gets ${answer.status}`).toBe(404)
    expect(aim.headers.get('cache-control'), path).toBe('private, no-store')
    expect(aim.body, path).toContain('<!doctype html>')
  }
})

test('no way of writing a path leads out of the folder of files [DK-11]', async () => {
  for (const path of climbing) {
    const answer = await served.ask(path)
    // A path that climbs no further than to the front page is the front page.
    expect(answer.status === 200 ? ['/assets/..', '/assets/%2e%2e'] : [path], `${path} gets ${answer.status}`).toContain(path)
    expect([200, 301, 400, 404], `${path} gets ${answer.status}`).toContain(answer.status)
    expect(answer.body, path).not.toMatch(/"dependencies"|root:|SQLite format/)
  }
})

test('the files that are there come without source maps, and hold no word of a pick [HD-04]', async () => {
  const files = readdirSync('dist/assets').filter((name) => /\.(css|js|svg)$/.test(name))
  expect(files.length).toBeGreaterThanOrEqual(3)
  for (const file of files) {
    const answer = await served.ask(`/assets/${file}`)
    expect(answer.status, file).toBe(200)
    expect(answer.body, file).not.toMatch(/sourceMappingURL/)
    for (const beside of [`${file}.map`, `${file}.br`, `${file}.gz`])
      expect((await served.ask(`/assets/${beside}`)).status, beside).toBe(404)
    expect(picksIn(readFileSync(`dist/assets/${file}`, 'utf8')), file).toEqual([])
  }
})

function words(text: string): string[] {
  return text.trim().split(/\s+/)
}
