import { createServer } from 'node:http'
import type { AddressInfo, Socket as Connection } from 'node:net'
import { getRequestListener, type HttpBindings } from '@hono/node-server'

type Fetch = (request: Request, bindings: HttpBindings) => Response | Promise<Response>

/** A port that is ours. Requests that come before `serve` was called wait for it. */
export type Socket = {
  port: number
  serve: (fetch: Fetch) => void
  /** Answers what is under way, ten seconds at the most, and takes nothing new. */
  close: () => Promise<void>
}

const tenSeconds = 10_000
const limits = { headersTimeout: tenSeconds, requestTimeout: 30_000, keepAliveTimeout: 65_000, maxHeaderSize: 16_384 }
/** A connection on which nothing moves for this long (ms) is closed: a reader who takes nothing holds memory. */
const idle = 75_000
const refusal = 'Connection: close\r\nCache-Control: no-store\r\nContent-Length: 0\r\n\r\n'

/** Takes the port, so that a taken one is known before anything else is built. Rejects with the system's error. */
export function listen({ host, port }: { host: string; port: number }): Promise<Socket> {
  let ready: (fetch: Fetch) => void = () => {}
  const listener = new Promise<Fetch>((resolve) => {
    ready = resolve
  }).then((fetch) => getRequestListener((request, bindings) => fetch(request, bindings as HttpBindings)))
  let answer: Awaited<typeof listener> = async (incoming, outgoing) => (await listener)(incoming, outgoing)
  listener.then((made) => {
    answer = made
  })
  let isClosing = false
  const server = createServer(limits, (incoming, outgoing) => {
    if (isClosing) outgoing.shouldKeepAlive = false
    return answer(incoming, outgoing)
  })
  server.timeout = idle
  // What Node refuses by itself is no page of the site, and no cache may take it for one.
  server.on('checkExpectation', (_, outgoing) =>
    outgoing.writeHead(417, { 'cache-control': 'no-store', connection: 'close' }).end(),
  )
  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    const connection = stream as Connection
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'
    if (connection.writable && connection.bytesWritten === 0) connection.end(`HTTP/1.1 ${status}\r\n${refusal}`)
    else connection.destroy()
  })
  const close = () =>
    new Promise<void>((done) => {
      isClosing = true
      const impatient = setTimeout(() => server.closeAllConnections(), tenSeconds)
      // A connection that is busy now is let go once it has its answer.
      const letGo = setInterval(() => server.closeIdleConnections(), 50)
      server.close(() => {
        clearTimeout(impatient)
        clearInterval(letGo)
        done()
      })
      server.closeIdleConnections()
    })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve({ port: (server.address() as AddressInfo).port, serve: ready, close }))
  })
}
