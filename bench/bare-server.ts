// The yardstick: what node:http costs that checks one signed cookie, sets a new one, and sends bytes it was given.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import { visitorCookieName } from '../src/kit/visitor-token.ts'
import type { Page } from './servers.ts'
import { signingKey } from './visitors.ts'

const pages = new Map<string, Page>()

process.on('message', (message: { pages?: [string, Page][] }) => {
  if (!message.pages) return
  for (const [path, page] of message.pages) pages.set(path, page)
  process.send?.('taken')
})

createServer((request, response) => {
  const page = pages.get(request.url ?? '')
  const body = signedBody(request.headers.cookie ?? '')
  if (!page || body === null) return response.writeHead(403).end()
  const cookie = `${visitorCookieName}=${body}.${sign(body)}; Path=/; Max-Age=34560000; Secure; HttpOnly; SameSite=Lax`
  return response.writeHead(200, { ...page.headers, 'set-cookie': cookie }).end(page.bytes)
}).listen(Number(process.argv[2]), '127.0.0.1')

function signedBody(header: string): string | null {
  for (const pair of header.split('; ')) {
    if (!pair.startsWith(`${visitorCookieName}=`)) continue
    const value = pair.slice(visitorCookieName.length + 1)
    const dot = value.lastIndexOf('.')
    const [given, expected] = [Buffer.from(value.slice(dot + 1)), Buffer.from(sign(value.slice(0, dot)))]
    return given.length === expected.length && timingSafeEqual(given, expected) ? value.slice(0, dot) : null
  }
  return null
}

function sign(body: string): string {
  return createHmac('sha256', signingKey.secret).update(`tessera visitor v1\n${body}`).digest('base64url')
}
