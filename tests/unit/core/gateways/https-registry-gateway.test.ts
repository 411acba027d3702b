import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  createHttpsRegistryGateway,
  type HttpsRegistryOptions,
} from '../../../../electron/core/gateways/partners/https-registry-gateway'
import { selfSigned } from '../../../support/certificate'

const certificate = selfSigned()

/** A real HTTPS server on this computer; returns its address. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(certificate, answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return `https://127.0.0.1:${address.port}`
}

const gateway = (options: HttpsRegistryOptions = {}) => createHttpsRegistryGateway({ ca: certificate.cert, ...options })
const unreachable = (reason: RegExp | string) => ({
  code: 'REGISTRY_UNREACHABLE',
  params: { reason: typeof reason === 'string' ? reason : expect.stringMatching(reason) },
})
const redirect = (to: string) => (_: IncomingMessage, answer: ServerResponse) =>
  void answer.writeHead(302, { location: to }).end()

describe('fetching the registry over HTTPS', () => {
  it('B2: brings the text of the file', async () => {
    const base = await serve((_, answer) => void answer.end('{"форма":1}'))
    expect(await gateway().fetchText(`${base}/registry.json`)).toBe('{"форма":1}')
  })

  it('B2: a server whose certificate nobody vouches for is not listened to', async () => {
    let asked = 0
    const base = await serve((_, answer) => {
      asked += 1
      answer.end('{}')
    })
    await expect(createHttpsRegistryGateway().fetchText(base)).rejects.toMatchObject(
      unreachable(/DEPTH_ZERO_SELF_SIGNED_CERT|self.signed/u),
    )
    expect(asked).toBe(0)
  })

  it('B2: follows a few redirects to HTTPS, and none to anywhere else', async () => {
    const base: string = await serve((request, answer) => {
      if (request.url === '/list') answer.end('list')
      else if (request.url === '/here') redirect('/list')(request, answer)
      else if (request.url === '/plain') redirect('http://127.0.0.1/list')(request, answer)
      else if (request.url === '/file') redirect('file:///etc/hosts')(request, answer)
      else redirect('/round')(request, answer)
    })
    expect(await gateway().fetchText(`${base}/here`)).toBe('list')
    await expect(gateway().fetchText(`${base}/plain`)).rejects.toMatchObject(unreachable(/without https/u))
    await expect(gateway().fetchText(`${base}/file`)).rejects.toMatchObject(unreachable(/without https/u))
    await expect(gateway().fetchText(`${base}/round`)).rejects.toMatchObject(unreachable('too many redirects'))
  })

  it('B2: tells what the server answered, or that nobody did', async () => {
    const base = await serve((_, answer) => void answer.writeHead(404).end('gone'))
    await expect(gateway().fetchText(base)).rejects.toMatchObject(unreachable('HTTP 404'))
    await expect(gateway().fetchText('https://127.0.0.1:1/')).rejects.toMatchObject(unreachable(/ECONNREFUSED/u))
  })

  it('B2: a file that is too long, or a server that never ends, is given up', async () => {
    const base = await serve((request, answer) => {
      if (request.url === '/long') answer.end('x'.repeat(2_000))
      else if (request.url === '/broken')
        answer.writeHead(200, { 'content-length': '100' }).write('x', () => answer.destroy())
      else answer.write('x')
    })
    await expect(gateway({ sizeLimit: 1_999 }).fetchText(`${base}/long`)).rejects.toMatchObject(
      unreachable('longer than 1999 bytes'),
    )
    expect(await gateway({ sizeLimit: 2_000 }).fetchText(`${base}/long`)).toHaveLength(2_000)
    await expect(gateway({ timeLimit: 300 }).fetchText(`${base}/never`)).rejects.toMatchObject(unreachable('timeout'))
    await expect(gateway().fetchText(`${base}/broken`)).rejects.toMatchObject(unreachable(/aborted|broke off/u))
  })
})
