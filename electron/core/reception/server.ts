import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Refusal } from '../domain/refusal'
import type { ReceptionPlace, RunningReception } from '../services/join-site'
import { createJoinSite } from './join-site'
import type { ReceptionParts } from './join-site-env'

const SECOND = 1_000
const LARGEST_HEADERS = 8 * 1024
const MOST_HEADERS = 60
const MOST_CONNECTIONS = 400

/**
 * Serves the join site at a place of this computer (J1). Slow and idle connections are cut, so that a few clients
 * cannot hold it. Throws JOIN_PORT_IN_USE {port} or JOIN_INTERFACE_GONE {address}.
 */
export async function startReception(parts: ReceptionParts, place: ReceptionPlace): Promise<RunningReception> {
  const server = createServer({
    maxHeaderSize: LARGEST_HEADERS,
    headersTimeout: 10 * SECOND,
    requestTimeout: 20 * SECOND,
    keepAliveTimeout: 5 * SECOND,
    connectionsCheckingInterval: 2 * SECOND,
  })
  server.maxHeadersCount = MOST_HEADERS
  server.maxConnections = MOST_CONNECTIONS
  const port = await listen(server, place)

  const own = [`http://${place.host}:${port}`, `http://127.0.0.1:${port}`, `http://localhost:${port}`]
  const origins = place.publicAddress === null ? own : [place.publicAddress, ...own]
  const site = createJoinSite(parts, {
    origins: [...new Set(origins.map((origin) => new URL(origin).origin))],
    behindProxy: place.publicAddress !== null,
  })
  const answer = getRequestListener((request, env) => site.fetch(request, env), { overrideGlobalObjects: false })
  server.on('error', (error) => parts.log.error('the join site lost its socket', error))
  server.on('request', (incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => parts.log.error('the join site broke off an answer', error))
  })

  return {
    port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listen(server: Server, place: ReceptionPlace): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => reject(refusalOf(error, place))
    server.once('error', failed)
    server.listen({ host: place.host, port: place.port, exclusive: true }, () => {
      server.off('error', failed)
      const address = server.address() as AddressInfo
      resolve(address.port)
    })
  })
}

function refusalOf(error: NodeJS.ErrnoException, place: ReceptionPlace): Error {
  if (error.code === 'EADDRINUSE' || error.code === 'EACCES') {
    return new Refusal('JOIN_PORT_IN_USE', { port: place.port })
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new Refusal('JOIN_INTERFACE_GONE', { address: place.host })
  }
  return error
}
