import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import type { Log } from '../core/services/ports'
import { CONSOLE_SCHEME } from './console-origin'
import { pageFile, pageHeaders, withNonce } from './pages'

/** Makes app:// a proper origin. Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: CONSOLE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Where the pages come from: null where there is nothing under a URL. */
export interface PageSource {
  read(url: string): Promise<{ readonly content: Buffer; readonly type: string } | null>
  /** What the pages may connect to, in the words of the content policy. */
  readonly connect?: string
}

/** The built pages in `root`. Read through node:fs, which also reads inside an asar archive. */
export function builtPages(root: string): PageSource {
  return {
    async read(url) {
      const file = pageFile(root, url)
      return file && { content: await readFile(file.path), type: file.type }
    },
  }
}

/** Serves the console's pages at app://console/, each response with a nonce of its own; all else is not found. */
export function serveApp(source: PageSource, log: Log): void {
  protocol.handle(CONSOLE_SCHEME, async (request) => {
    const found = request.method === 'GET' ? await source.read(request.url).catch(() => null) : null
    if (!found) {
      log.warn('no such page', { asked: request.url })
      return new Response('Not found', { status: 404, headers: pageHeaders('text/plain; charset=utf-8', '') })
    }
    const nonce = randomBytes(16).toString('base64')
    const { content, type } = found
    const body = type.startsWith('text/html') ? withNonce(content.toString('utf8'), nonce) : content
    return new Response(body, { headers: pageHeaders(type, nonce, source.connect) })
  })
}
