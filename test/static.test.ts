import {
  codeFromText,
  environmentReads,
  htmlIntoDocument,
  outgoingRequests,
  rawHtml,
  sqlFromPieces,
  weakRandomness,
} from './support/rules/calls.ts'
import { except, one, product, rule, shipped } from './support/rules/rule.ts'
import { secretsComparedByEquals, secretsInLogs } from './support/rules/secrets.ts'

// A migration imports nothing, so what it puts into its statements is its own.
const migrations = /^src\/data\/(migrate\.ts$|migrations\/)/

rule('the environment is read in config.ts and nowhere else', environmentReads, except(product, /^src\/config\.ts$/), {
  broken: [
    one('src/main.ts', 'const port = process.env.PORT'),
    one('src/main.ts', "const port = process['env']['PORT']"),
    one('src/main.ts', 'const { env } = process'),
    one('src/main.ts', "import { env } from 'node:process'"),
    one('src/main.ts', 'const mode = import.meta.env'),
  ],
  fine: [one('src/main.ts', "const where = process.cwd()\nconst text = 'process.env'")],
})

rule('HTML is printed as it is by one view alone', rawHtml, except(product, /^src\/views\/trusted-html\.tsx$/), {
  broken: [
    one('src/views/a.tsx', 'const a = <p>{raw(text)}</p>'),
    one('src/views/a.tsx', "import { raw as plain } from 'hono/html'"),
    one('src/views/a.tsx', 'const a = <p dangerouslySetInnerHTML={{ __html: text }} />'),
  ],
  fine: [one('src/data/a.ts', 'const a = sql.raw("select 1")')],
})

rule('no script turns text into a living document [HD-07]', htmlIntoDocument, shipped, {
  broken: [
    one('public/a.js', 'box.innerHTML = text'),
    one('public/a.js', "box.insertAdjacentHTML('beforeend', text)"),
    one('public/a.js', 'document.write(text)'),
  ],
  fine: [one('public/a.js', 'stream.write(text)\nconst old = box.outerHTML')],
})

// Of the egress itself only these two, and who asks for the names of robots. The desk runs in a browser, and its page's policy lets it ask
// nobody but this site.
const wayOut = /^(src\/services\/(egress\/(ask|name-resolver)|crawlers\/dns)\.ts|desk\/api\/ask\.ts)$/

rule('only services/egress can reach the outside world [CL-15]', outgoingRequests, except(product, wayOut), {
  broken: [
    one('src/flows/a.ts', "const page = await fetch('https://example.org')"),
    one('src/flows/a.ts', 'const page = await globalThis.fetch(url)'),
    one('src/flows/a.ts', 'load({ fetch })'),
    one('src/flows/a.ts', 'const a = (fetch) => fetch(b)\nfetch(c)'),
    one('src/flows/a.ts', 'const socket = new WebSocket(url)'),
    one('src/flows/a.ts', "import { request } from 'node:https'"),
    one('src/main.ts', "import { createServer, get } from 'node:http'"),
    one('src/flows/a.ts', "import net from 'net'"),
    one('src/flows/a.ts', "const { request } = await import('undici')"),
    one('src/flows/a.ts', "import { lookup } from 'node:dns/promises'"),
    one('src/flows/a.ts', "const { get } = process.getBuiltinModule('node:http')"),
    one('src/flows/a.ts', "const { get } = createRequire(import.meta.url)('node:https')"),
    one('src/services/egress/read-body.ts', "import { get } from 'node:https'"),
  ],
  fine: [
    one('src/http/a.ts', "import type { IncomingMessage } from 'node:http'\nconst reply = app.fetch(request)"),
    one('src/http/a.ts', 'const serve = (fetch: Fetch) => fetch(request)'),
    one('src/main.ts', "import { createServer, type Server } from 'node:http'\nimport { isIP } from 'node:net'"),
  ],
})

rule('no SQL is put together from pieces [DK-06] [HD-07]', sqlFromPieces, except(product, migrations), {
  broken: [
    filled('db.exec(`select id from pick where slug = #{slug}`)'),
    filled('db.exec(`\n  UPDATE pick\n  SET headline = #{headline}`)'),
    filled("db.exec('delete from pick where id = ' + id)"),
    filled('sql.raw(order)'),
    filled('sql`select 1 order by #{sql.raw(`pick.#{order}`)}`'),
  ],
  fine: [
    filled('sql<{ id: number }>`select id from pick where slug = #{slug}`'),
    filled("sql.raw('desc')\nconst text = `Select a topic, #{name}`"),
    filled('db.exec(`create table pick (id integer)`)'),
  ],
})

rule('nothing is left to a chance that can be foretold [HD-07]', weakRandomness, shipped, {
  broken: [one('src/kit/a.ts', 'const id = Math.random()'), one('src/kit/a.ts', "const id = Math['random']()")],
  fine: [one('src/kit/a.ts', 'const id = crypto.randomUUID()')],
})

rule('no log line holds headers or cookies [HD-07]', secretsInLogs, shipped, {
  broken: [
    one('src/http/a.ts', 'console.log(request.headers)'),
    one('src/http/a.ts', 'log.info({ path, cookie })'),
    one('src/http/a.ts', "log(c.req.raw.headers.get('cookie'))"),
  ],
  fine: [one('src/http/a.ts', "log.info('a cookie that was not ours', { path, headers: 3 })")],
})

rule('secrets are never compared by equals [HD-07]', secretsComparedByEquals, product, {
  broken: [one('src/kit/a.ts', 'const ok = signature === expected'), one('src/kit/a.ts', 'const ok = sent.token !== kept.token')],
  fine: [one('src/kit/a.ts', "const none = token === null || token === undefined || typeof token === 'string'")],
})

rule('no code is made out of text', codeFromText, shipped, {
  broken: [
    one('src/kit/a.ts', 'eval(text)'),
    one('src/kit/a.ts', "new Function('return 1')"),
    one('src/kit/a.ts', 'await import(name)'),
  ],
  fine: [one('src/kit/a.ts', "await import('./b.ts')")],
})

// `#{` stands for the `${` that may not be written in a plain string here.
function filled(text: string) {
  return one('src/data/example.ts', text.replaceAll('#{', '${'))
}
