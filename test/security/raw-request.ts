import { connect } from 'node:net'
import { listen } from '../../src/http/server.ts'
import type { TestSite } from '../support/site.ts'

/** The site behind its real server, on a port of this machine's own. */
export type Served = {
  port: number
  /** Sends the bytes as they are and gives all that comes back until the server closes, or has been silent for a moment. */
  send: (bytes: string) => Promise<string>
  /** Sends one request with this target as it is, and the headers given. */
  ask: (target: string, request?: { method?: string; headers?: Record<string, string> }) => Promise<Answer>
  close: () => Promise<void>
}

export type Answer = { status: number; headers: Headers; body: string }

/** Serves a site that answers to `localhost`. */
export async function serve(site: TestSite): Promise<Served> {
  const socket = await listen({ host: '127.0.0.1', port: 0 })
  socket.serve(site.app.fetch)
  const send = (bytes: string) => sendTo(socket.port, bytes)
  const ask: Served['ask'] = async (target, { method = 'GET', headers = {} } = {}) => {
    const all = { host: 'localhost', connection: 'close', ...headers }
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
    return parse(await send(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`))
  }
  return { port: socket.port, send, ask, close: socket.close }
}

/** Reads one answer; a body in chunks is put together. */
function parse(text: string): Answer {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [statusLine = '', ...lines] = head.split('\r\n')
  const headers = new Headers(
    lines.map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  )
  const sent = rest.join('\r\n\r\n')
  const body = headers.get('transfer-encoding') === 'chunked' ? sent.replaceAll(/(^|\r\n)[\da-f]+\r\n/gi, '') : sent
  return { status: Number(statusLine.split(' ')[1]), headers, body }
}

const silence = 400

function sendTo(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'))
    let received = ''
    socket.setEncoding('utf8').setTimeout(silence, () => socket.destroy())
    socket.on('data', (text: string) => {
      received += text
    })
    // A server that has had enough may close before it has read everything.
    socket.on('error', (error: NodeJS.ErrnoException) => (/ECONNRESET|EPIPE/.test(error.code ?? '') ? undefined : reject(error)))
    socket.on('close', () => resolve(received))
  })
}
