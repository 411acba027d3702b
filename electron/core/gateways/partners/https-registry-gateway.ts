import type { IncomingMessage } from 'node:http'
import { get, type RequestOptions } from 'node:https'
import { REGISTRY_MAXIMUM } from '../../domain/partner-registry'
import { Refusal } from '../../domain/refusal'
import type { RegistryGateway } from './registry-gateway'

const MOST_REDIRECTS = 3
const REDIRECTS: readonly (number | undefined)[] = [301, 302, 303, 307, 308]
const TIME_LIMIT = 30_000

export interface HttpsRegistryOptions {
  /** Authorities trusted instead of the system's, in PEM. */
  readonly ca?: string
  /** For the whole fetch with its redirects, in milliseconds. */
  readonly timeLimit?: number
  /** In bytes. */
  readonly sizeLimit?: number
}

/**
 * Fetches over HTTPS only, with the server's certificate checked; a redirect may lead to another HTTPS address, a few
 * times. The signature says whether the list is right; this only keeps a wrong server from wasting time and memory.
 */
export function createHttpsRegistryGateway(options: HttpsRegistryOptions = {}): RegistryGateway {
  const { timeLimit = TIME_LIMIT, sizeLimit = REGISTRY_MAXIMUM } = options
  return {
    async fetchText(address) {
      const limit = AbortSignal.timeout(timeLimit)
      try {
        const bytes = await follow(address, { ...(options.ca ? { ca: options.ca } : {}), signal: limit }, sizeLimit)
        return bytes.toString('utf8')
      } catch (error) {
        throw unreachable(limit.aborted ? 'timeout' : reasonOf(error))
      }
    },
  }
}

async function follow(address: string, request: RequestOptions, sizeLimit: number): Promise<Buffer> {
  let url = new URL(address)
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    if (url.protocol !== 'https:') throw new Error('redirect to an address without https')
    const answer = await ask(url, request)
    const { statusCode, headers } = answer
    if (statusCode === 200) return await bodyOf(answer, sizeLimit)
    answer.destroy()
    if (!REDIRECTS.includes(statusCode) || !headers.location) throw new Error(`HTTP ${statusCode ?? 0}`)
    url = new URL(headers.location, url)
  }
  throw new Error('too many redirects')
}

function ask(url: URL, request: RequestOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { accept: 'application/json', 'accept-encoding': 'identity' }
    // No agent: the connection ends with its answer.
    get(url, { ...request, agent: false, headers }, resolve).on('error', reject)
  })
}

async function bodyOf(answer: IncomingMessage, sizeLimit: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of answer) {
    const bytes = Buffer.from(part)
    size += bytes.length
    // Leaving the loop early ends the connection.
    if (size > sizeLimit) throw new Error(`longer than ${sizeLimit} bytes`)
    parts.push(bytes)
  }
  if (!answer.complete) throw new Error('the answer broke off')
  return Buffer.concat(parts)
}

/** What went wrong in a few words that a network administrator can act upon. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  const text = code && !error.message.includes(code) ? `${code}: ${error.message}` : error.message
  return text.slice(0, 200)
}

function unreachable(reason: string): Refusal {
  return new Refusal('REGISTRY_UNREACHABLE', { reason })
}
