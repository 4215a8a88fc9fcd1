import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from 'node:net'
import { createEgress, type Egress, type EgressOptions } from '../../src/services/egress/egress.ts'

/** A server somewhere else, as the egress meets it. Tests let 127.0.0.2 stand for the public, and 127.0.0.1 for what lies inside. */
export type TestOrigin = { port: number; connections: () => number; stop: () => Promise<void> }

export const outside = '127.0.0.2'
export const inside = '127.0.0.1'

export type TlsKeys = { key: string; cert: string }

/** Answers every request by the listener. */
export function startOrigin(listener: RequestListener, { host = outside, tls }: { host?: string; tls?: TlsKeys } = {}) {
  return listenOn(tls ? createTlsServer(tls, listener) : createServer(listener), host)
}

/** Takes every connection and does with it what the test says. */
export function startSocket(onConnection: (socket: Socket) => void, host = outside) {
  return listenOn(createSocketServer(onConnection), host)
}

/** The egress with names of the test's own, and with 127.0.0.2 as the only address it may go to. A name that isn't listed has none. */
export function testEgress(ports: number[], names: Record<string, string[]> = {}, options: EgressOptions = {}): Egress {
  return createEgress({
    permits: (address) => address === outside,
    ports,
    resolve: async (name) => names[name] ?? [],
    unreachableAfter: 0,
    ...options,
  })
}

async function listenOn(server: Server, host: string): Promise<TestOrigin> {
  const open = new Set<Socket>()
  let connections = 0
  server.on('connection', (socket) => {
    connections += 1
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', () => {})
  })
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, host, resolve))
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of open) socket.destroy()
    })
  return { port: (server.address() as AddressInfo).port, connections: () => connections, stop }
}
