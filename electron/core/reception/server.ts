import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Refusal } from '../domain/refusal'
import type { ReceptionPlace, RunningReception } from '../services/join-site'
import { createJoinSite } from './join-site'
import type { ReceptionParts } from './join-site-env'

const SECOND = 1_000
const LARGEST_HEADERS = 8 * 1024
const MOST_HEADERS = 60

/** How long and how many connections may be held; times in milliseconds. */
export interface ConnectionLimits {
  /** Until all headers are there. */
  readonly headers: number
  /** Until all of the request is there. */
  readonly request: number
  /** How often the two are looked at. */
  readonly looking: number
  readonly atOnce: number
  /** Connections at once from one address: no single one may take all places. */
  readonly each: (address: string) => number
  /** What is under way when the site is stopped has this long to end. */
  readonly grace: number
}

export const CONNECTION_LIMITS: ConnectionLimits = {
  headers: 10 * SECOND,
  request: 20 * SECOND,
  looking: 2 * SECOND,
  atOnce: 400,
  // Behind the company's web server everybody comes from this computer.
  each: (address) => (/^(?:::ffff:)?127\.|^::1$/u.test(address) ? Number.POSITIVE_INFINITY : 120),
  grace: SECOND,
}

/**
 * Serves the join site at a place of this computer (J1). Slow and idle connections are cut, so that a few clients
 * cannot hold it. Throws JOIN_PORT_IN_USE {port} or JOIN_INTERFACE_GONE {address}.
 */
export async function startReception(
  parts: ReceptionParts,
  place: ReceptionPlace,
  limits: ConnectionLimits = CONNECTION_LIMITS,
): Promise<RunningReception> {
  const server = createServer({
    maxHeaderSize: LARGEST_HEADERS,
    headersTimeout: limits.headers,
    requestTimeout: limits.request,
    keepAliveTimeout: 5 * SECOND,
    connectionsCheckingInterval: limits.looking,
  })
  server.maxHeadersCount = MOST_HEADERS
  server.maxConnections = limits.atOnce
  limitEach(server, limits.each)
  const port = await listen(server, place)

  const own = [`http://${place.host}:${port}`, `http://127.0.0.1:${port}`, `http://localhost:${port}`]
  const origins = place.publicAddress === null ? own : [place.publicAddress, ...own]
  let closing = false
  const site = createJoinSite(parts, {
    origins: [...new Set(origins.map((origin) => new URL(origin).origin))],
    behindProxy: place.publicAddress !== null,
    isClosing: () => closing,
  })
  const answer = getRequestListener((request, env) => site.fetch(request, env), { overrideGlobalObjects: false })
  server.on('error', (error) => parts.log.error('the join site lost its socket', error))
  server.on('request', (incoming, outgoing) => {
    if (closing) outgoing.shouldKeepAlive = false
    // A connection that has had its last answer holds nobody up.
    outgoing.once('close', () => closing && setImmediate(() => server.closeIdleConnections()))
    answer(incoming, outgoing).catch((error: unknown) => parts.log.error('the join site broke off an answer', error))
  })

  return {
    port,
    stop: () =>
      new Promise((resolve) => {
        closing = true
        // Whoever has just sent the form should learn what became of it.
        const late = setTimeout(() => server.closeAllConnections(), limits.grace)
        server.close(() => {
          clearTimeout(late)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}

/** Refuses a connection where its address holds as many already as it may. */
function limitEach(server: Server, each: ConnectionLimits['each']): void {
  const held = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? ''
    const count = (held.get(address) ?? 0) + 1
    if (count > each(address)) {
      socket.destroy()
      return
    }
    held.set(address, count)
    socket.once('close', () => {
      const left = (held.get(address) ?? 1) - 1
      if (left > 0) held.set(address, left)
      else held.delete(address)
    })
  })
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
