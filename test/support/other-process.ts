import { resolve } from 'node:path'
import { buildSite } from '../../src/build/site.ts'
import { openDatabase } from '../../src/data/database.ts'
import { readAssets } from '../../src/http/assets.ts'
import { testClipping } from './clipping.ts'
import type { TestBrowser, TestSite } from './site.ts'

/** Another process of the same magazine: the same database, opened once more, and the same clock. */
export async function openOtherProcess(site: TestSite) {
  const database = await openDatabase(site.database.place)
  const { app, live } = await buildSite({
    database,
    origin: 'http://localhost:4000',
    now: () => site.clock.now,
    log: () => {},
    assets: readAssets(resolve('dist/assets')),
    trustedProxies: [],
    names: { namesOf: async () => [], addressesOf: async () => [] },
    payments: null,
    clipping: testClipping(),
  })
  const get = async ({ cookie }: TestBrowser, path: string) =>
    app.request(path, { headers: { host: 'localhost:4000', cookie: cookie ?? '' } })
  const close = () => {
    live.stop()
    return database.close()
  }
  return { get, live, close }
}
