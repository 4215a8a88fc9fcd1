import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { engines } from '../support/database.ts'
import { openTestSite, pickText, type TestSite } from '../support/site.ts'

const secrets =
  /\bat \w+ \(|node:|\.tsx?\b|\bselect |\binsert |sqlite|postgres|kysely|hono|SyntaxError|TypeError|Error:|\/src\/|node_modules|stack|x-powered-by|v24\./i

let site: TestSite
afterEach(() => site.drop())

/** The id shown on the page, which the log must know the request by. */
async function expectPlainPage(response: Response): Promise<string> {
  const page = await response.text()
  expect(page.replaceAll(/<[^>]*>/g, ' ')).not.toMatch(secrets)
  expect([...response.headers].join('\n')).not.toMatch(/x-powered-by|server:/i)
  const [, id = ''] = /<code>([\da-f]{12})<\/code>/.exec(page) ?? []
  expect(page, 'the page shows the id').toContain(id)
  expect(id).not.toBe('')
  return id
}

describe.each(engines)('on %s', (engine) => {
  test('an error shows a plain page with a number, and the log has all the rest under that number [HD-03]', async () => {
    site = await openTestSite({ engine, picks: pickText({ headline: 'One', access: 'open' }) })
    await sql`drop table excerpt`.execute(site.database.db)
    const response = await site.request('/picks/one?token=sesame', {
      headers: { cookie: 'a=sesame', authorization: 'Bearer sesame' },
    })
    expect(response.status).toBe(500)
    const id = await expectPlainPage(response)
    const line = site.logged.find((logged) => logged.includes(id)) ?? ''
    expect(JSON.parse(line)).toMatchObject({ event: 'request failed', requestId: id, method: 'GET', path: '/picks/one' })
    expect(line).toMatch(/excerpt/)
    expect(line, 'nothing a reader sent but the path').not.toContain('sesame')
  })

  test('with the whole database gone every page is a plain one, and each has a number of its own [HD-03]', async () => {
    site = await openTestSite({ engine, picks: pickText({ headline: 'One' }) })
    await site.database.db.destroy()
    const ids = new Set<string>()
    const pages = [
      '/',
      '/picks/one',
      '/picks/one/stream',
      '/topics',
      '/topics/a',
      '/sources/a',
      '/archive',
      '/archive/2026-01',
      '/search?q=one',
      '/sitemap.xml',
      '/none-such',
    ]
    for (const path of pages) {
      const response = await site.request(path)
      expect([response.status, response.headers.get('cache-control')], path).toEqual([503, 'private, no-store'])
      ids.add(await expectPlainPage(response))
    }
    expect(ids.size).toBe(pages.length)
    expect((await site.request('/about')).status).toBe(200)
    expect((await site.request('/health')).status).toBe(200)
  })
})

test('malformed everything is answered calmly: no error of ours, nothing of the machine [HD-03]', async () => {
  site = await openTestSite({ picks: pickText({ headline: 'One' }) })
  const paths = [
    '/picks/%E0%A4%A',
    '/picks/%',
    '/picks/%00',
    `/picks/${'%41'.repeat(500)}`,
    '/topics/one?before=9999-99',
    '/topics/%F0%9F%A6%8A',
    '/archive/0000-01',
    '/archive/9999-12',
    '/archive/-1-01',
    '/search?q=%00',
    '/search?q=%E0%A4%A',
    `/search?q=${'"'.repeat(300)}`,
    '/search?q=AND+OR+NOT+NEAR(',
    "/search?q=';drop+table+pick;--",
    '/search?q=a*+headline:b+^c+{d}',
    '/search?q[]=a',
    '/search?q=a&q=b',
    `/search?q=${'a%20'.repeat(900)}`,
    '/search?q=%F0%9F%A6%8A%20%CC%81',
    '/picks/one?after=999999999.0.1',
    `/picks/one?after=${'1.'.repeat(900)}1`,
    '/picks/one?after=-1',
    '/picks/__proto__',
    '/picks/constructor',
    '/topics/__proto__',
    '/sources/toString',
    '/assets/__proto__',
    '/assets/constructor',
    '/assets/accent-zzzzzz.css',
    '/assets/accent-000000.css',
    '/archive/2026-00',
    '/?=',
    '/?&&&',
    '/picks/one?__proto__=1',
  ]
  const headers: Record<string, string>[] = [
    {},
    { 'accept-encoding': 'br;q=x,,;;gzip;q=' },
    { 'accept-encoding': ','.repeat(2_000) },
    { cookie: ';=;=;;__Host-tessera' },
    { 'if-none-match': '"'.repeat(1_000) },
    { 'x-forwarded-for': ',,,' },
    { 'sec-purpose': ';'.repeat(1_000) },
    { range: 'bytes=x-y' },
    { 'content-type': 'multipart/form-data' },
    { accept: '*/*;q=NaN' },
  ]
  for (const path of paths) {
    for (const one of headers) {
      const response = await site.request(path, { headers: one })
      expect([200, 301, 404, 414], `${path} ${JSON.stringify(one)} gets ${response.status}`).toContain(response.status)
    }
  }
  expect(site.logged.filter((line) => line.includes('failed'))).toEqual([])
})
